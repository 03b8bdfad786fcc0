import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  request as requestHttp,
  type ServerResponse,
} from "node:http";
import { request as requestHttps } from "node:https";
import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Why nothing was relayed. */
export type RelayFault = "too_large" | "timeout" | "unreachable";

class TooLarge extends Error {}
class TooLate extends Error {}

export interface Route {
  to: URL;
  headers: OutgoingHttpHeaders;
  /** Until the answer begins; a stream may then last as long as it likes. */
  timeoutMs: number;
  /** What the browser gets instead of the answer's own headers, and what its body passes through. */
  reshape(answer: IncomingMessage): { headers: OutgoingHttpHeaders; through?: Transform };
}

/** Sends a request on and its answer back, both as streams; returns why when there was no answer to send. */
export async function relay(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  route: Route,
): Promise<RelayFault | null> {
  if (Number(incoming.headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    incoming.resume();
    return "too_large";
  }
  let answer: IncomingMessage;
  try {
    answer = await ask(incoming, outgoing, route);
  } catch (error) {
    incoming.resume();
    if (error instanceof TooLarge) return "too_large";
    return error instanceof TooLate ? "timeout" : "unreachable";
  }
  const { headers, through } = route.reshape(answer);
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  // Whoever is cut off in the middle, the other side is told by a cut connection.
  await (through ? pipeline(answer, through, outgoing) : pipeline(answer, outgoing)).catch(() => {
    answer.destroy();
    outgoing.destroy();
  });
  return null;
}

/** Begins a request to the product, on a connection of its own: a kept one may be closed at the moment it is used. */
export function requestTo(to: URL, options: RequestOptions): ClientRequest {
  const request = to.protocol === "https:" ? requestHttps : requestHttp;
  // Browsers know names under localhost without asking anybody; not every resolver does.
  const here = to.hostname.endsWith(".localhost") ? { hostname: "127.0.0.1" } : {};
  return request(to, { ...options, ...here, agent: false });
}

function ask(incoming: IncomingMessage, outgoing: ServerResponse, route: Route): Promise<IncomingMessage> {
  const { to, headers, timeoutMs } = route;
  const upstream = requestTo(to, { method: incoming.method, headers });
  const timer = setTimeout(() => upstream.destroy(new TooLate()), timeoutMs);
  outgoing.once("close", () => upstream.destroy());
  sendBody(incoming, upstream);
  return new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once("response", resolve);
    // Errors after the answer began show in its own stream.
    upstream.on("error", reject);
  }).finally(() => clearTimeout(timer));
}

/** Not a pipeline: the browser must still be answerable when its body is refused. */
function sendBody(incoming: IncomingMessage, upstream: ClientRequest): void {
  let size = 0;
  incoming.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return void upstream.destroy(new TooLarge());
    if (upstream.destroyed || upstream.write(chunk)) return;
    incoming.pause();
    upstream.once("drain", () => incoming.resume());
  });
  upstream.once("close", () => incoming.resume());
  incoming.once("end", () => upstream.end());
  incoming.once("error", () => upstream.destroy());
}
