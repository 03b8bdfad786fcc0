import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import { requestTo } from "./relay";

/** Connects a WebSocket of a page with the product; a refusal closes it. The product's development mode needs one. */
export function relayUpgrade(passage: {
  incoming: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  to: URL;
  headers: OutgoingHttpHeaders;
}): void {
  const { incoming, socket, head, to } = passage;
  const headers = { ...passage.headers, connection: "upgrade", upgrade: incoming.headers.upgrade };
  const upstream = requestTo(to, { headers });
  socket.on("error", () => upstream.destroy());
  socket.once("close", () => upstream.destroy());
  upstream.once("error", () => socket.destroy());
  upstream.once("response", () => socket.destroy());
  upstream.once("upgrade", (answer, remote, first) => {
    const lines = answer.rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [`${name}: ${answer.rawHeaders[index + 1]}`] : [],
    );
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    socket.write(first);
    remote.write(head);
    remote.on("error", () => socket.destroy());
    remote.pipe(socket).pipe(remote);
    socket.once("close", () => remote.destroy());
  });
  upstream.end();
}
