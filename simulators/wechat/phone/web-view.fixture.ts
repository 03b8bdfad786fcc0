import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach } from "vitest";
import { fakeDesk, fakePhone } from "./fake-desk.fixture";
import { startWebView } from "./web-view";

export type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void | Promise<void>;

export const addressOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

/** A product, a desk and a web view in front of it, anew for every test. */
export function stageWebView() {
  const closers: (() => Promise<void>)[] = [];
  const stage = {
    desk: fakeDesk(null),
    url: "",
    appUrl: "",
    /** What the product answers; tests set it. */
    app: (() => {}) as Handler,
    /** Another server, for as long as the test runs. */
    async serve(handler: Handler): Promise<Server> {
      const server = createServer((incoming, outgoing) => {
        Promise.resolve(handler(incoming, outgoing)).catch(() => outgoing.destroy());
      });
      await new Promise<void>((ready) => void server.listen(0, "127.0.0.1", ready));
      closers.push(() => closeServer(server));
      return server;
    },
    async openView(timeoutMs?: number): Promise<void> {
      const view = await startWebView({ desk: stage.desk, phone: fakePhone(stage.desk), timeoutMs });
      closers.push(view.close);
      stage.url = view.url;
    },
    /** A browser that never follows redirects by itself. */
    browse(path: string, person = "oLiLei", init: RequestInit = {}): Promise<Response> {
      const headers = { cookie: `phone_person=${person}`, ...Object.fromEntries(new Headers(init.headers)) };
      return fetch(stage.url + path, { redirect: "manual", ...init, headers });
    },
    post: (path: string, body: unknown, person = "oLiLei"): Promise<Response> =>
      stage.browse(path, person, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
  beforeEach(async () => {
    stage.app = (_incoming, outgoing) => void outgoing.end("ok");
    stage.appUrl = addressOf(await stage.serve((...all) => stage.app(...all)));
    stage.desk = fakeDesk(stage.appUrl);
    await stage.openView();
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  return stage;
}
