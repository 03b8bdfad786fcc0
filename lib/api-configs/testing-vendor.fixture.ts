import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the test vendor does with a key: `ok-…` is fine, `echo-…` is refused and repeated, the rest is refused. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const key = request.headers.authorization?.replace("Bearer ", "") ?? "";
  if (key.startsWith("away-"))
    return void response.writeHead(302, { location: `https://example.com/?key=${key}` }).end();
  if (key.startsWith("page-")) return void response.end(`<html>hello ${key}</html>`);
  if (!key.startsWith("ok-")) {
    const repeated = key.startsWith("echo-") ? `: ${key}. Nothing else` : "";
    const error = { message: `Incorrect API key provided${repeated}.`, code: "invalid_api_key", param: null };
    response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ error }));
    return;
  }
  const models = { object: "list", data: [{ id: "gpt-image-2", object: "model" }] };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(models));
}

/** A server on loopback that lists models as OpenAI does, and counts who asked. */
export async function startTestVendor() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
