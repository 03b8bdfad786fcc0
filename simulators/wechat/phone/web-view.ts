import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Desk, Person, Phone } from "@/simulators/wechat/desk";
import { isProduct } from "./codes";
import { CookieJar } from "./view/cookie-jar";
import { answerHeaders, isAuthorize, requestHeaders, userAgents } from "./view/headers";
import { bridgeHash, bridgeTag, intoHead } from "./view/inject";
import { note } from "./view/notes";
import { answerOwn, openAs, sendNote } from "./view/own-paths";
import { type RelayFault, relay } from "./view/relay";
import { relayUpgrade } from "./view/upgrade";

const TIMEOUT_MS = 30_000;

export interface WebView {
  /** Where browsers reach it. */
  url: string;
  jarOf(openid: string): CookieJar;
}

const views = new WeakMap<Desk, WebView>();

/** The running web view of a desk; null before it is started and after it is closed. */
export const webViewOf = (desk: Desk): WebView | null => views.get(desk) ?? null;

export interface WebViewOptions {
  desk: Desk;
  phone: Phone;
  /** Free port without it. */
  port?: number;
  /** How long the product may take to begin its answer. */
  timeoutMs?: number;
}

/**
 * Starts the web view of WeChat on loopback: it shows the product (`console.appUrl`) to any browser as WeChat would.
 * `/__open?person=<openid>&path=/m` begins as a person; everything else is relayed.
 */
export async function startWebView(
  options: WebViewOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const { desk, port = 0 } = options;
  const jars = new Map<string, CookieJar>();
  const jarOf = (openid: string) => {
    const jar = jars.get(openid) ?? new CookieJar();
    jars.set(openid, jar);
    return jar;
  };
  const view = { ...options, jarOf };
  const server = createServer((incoming, outgoing) => {
    void answer(view, incoming, outgoing).catch((error: unknown) => {
      if (outgoing.headersSent) outgoing.destroy();
      else sendNote(outgoing, 500, note("模拟器出错", String(error)));
    });
  });
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (incoming, socket: Duplex, head: Buffer) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
    const person = personOf(desk, incoming);
    const to = targetOf(desk, incoming.url ?? "/");
    if (person && to)
      relayUpgrade({ incoming, socket, head, to, headers: headersFor(view, incoming, to, person) });
    else socket.destroy();
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  views.set(desk, { url, jarOf });
  const close = async () => {
    views.delete(desk);
    for (const socket of upgraded) socket.destroy();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url, close };
}

type View = WebViewOptions & { jarOf(openid: string): CookieJar };

async function answer(view: View, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { desk, phone } = view;
  const asked = incoming.url ?? "/";
  const { pathname: path, searchParams: query } = new URL(asked, "http://web-view");
  if (path === "/__open") return openAs(desk, query, outgoing);
  if (path === "/__closed")
    return sendNote(outgoing, 200, note("网页已关闭", "产品关闭了这个网页，可以回到手机页继续。"));
  const person = personOf(desk, incoming);
  if (!person) return sendNote(outgoing, 400, whoseNote(desk, asked));
  const jar = view.jarOf(person.openid);
  if (path.startsWith("/__phone/")) return answerOwn(incoming, outgoing, path, { desk, phone, person, jar });
  const to = targetOf(desk, asked);
  if (!to) return sendNote(outgoing, 502, note("还没有网页", "产品还没有告诉模拟器它的地址。"));
  const fault = await relay(incoming, outgoing, {
    to,
    headers: headersFor(view, incoming, to, person),
    timeoutMs: view.timeoutMs ?? TIMEOUT_MS,
    reshape: (received) => reshape(view, { incoming, received, to, person }),
  });
  if (fault && !outgoing.destroyed) sendFault(outgoing, fault, { to, asked });
}

function personOf(desk: Desk, { headers }: IncomingMessage): Person | undefined {
  const openid = /(?:^|;\s*)phone_person=([^;]*)/.exec(headers.cookie ?? "")?.[1];
  return openid === undefined ? undefined : desk.people.get(openid);
}

/** Where a path of the web view lies: at the product, or at the simulator's authorisation page. */
function targetOf(desk: Desk, asked: string): URL | null {
  const { appUrl } = desk.console;
  if (appUrl === null) return null;
  const app = new URL(appUrl);
  const query = new URL(asked, "http://web-view").searchParams;
  const oauth = asked.startsWith("/__oauth?") ? query.get("to") : null;
  if (oauth !== null && URL.canParse(oauth) && isAuthorize(desk, new URL(oauth))) return new URL(oauth);
  return new URL(app.origin + (asked.startsWith("/") ? asked : "/"));
}

/** The person is known to the simulator by name, to the product by its own cookies. */
function headersFor(view: View, incoming: IncomingMessage, to: URL, person: Person) {
  const atProduct = isProduct(view.desk, to) && !isAuthorize(view.desk, to);
  const cookie = atProduct
    ? view.jarOf(person.openid).header(to.pathname, Date.now())
    : `phone_person=${person.openid}`;
  return requestHeaders(incoming.headers, { to, own: ownOf(incoming), person, cookie });
}

const ownOf = ({ headers }: IncomingMessage) => `http://${headers.host ?? ""}`;

interface Passage {
  incoming: IncomingMessage;
  received: IncomingMessage;
  to: URL;
  person: Person;
}

function reshape(view: View, { incoming, received, to, person }: Passage) {
  const { desk } = view;
  const jar = view.jarOf(person.openid);
  const now = Date.now();
  if (!isAuthorize(desk, to))
    for (const line of received.headers["set-cookie"] ?? []) jar.take(line, to.pathname, now);
  const headers = answerHeaders(received.headers, { desk, base: to, own: ownOf(incoming), bridgeHash });
  const { "content-type": type, "content-encoding": encoding } = received.headers;
  if (!type?.startsWith("text/html") || (encoding ?? "identity") !== "identity") return { headers };
  // A page differs by person and system, and must not come out of the browser's cache for another one.
  for (const name of ["content-length", "etag", "last-modified", "accept-ranges"]) delete headers[name];
  headers["cache-control"] = "no-store";
  if (incoming.method === "HEAD" || received.statusCode === 304) return { headers };
  const tag = bridgeTag({
    userAgent: userAgents[person.system],
    cookies: jar.visible(to.pathname, now),
    productOrigins: originsOf(desk),
  });
  return { headers, through: intoHead(tag) };
}

function originsOf({ console: { appUrl, oauthHost } }: Desk): string[] {
  if (appUrl === null) return [];
  const app = new URL(appUrl);
  const aliases = ["localhost", "127.0.0.1"].map((name) => {
    const alias = new URL(app);
    alias.hostname = name;
    return alias;
  });
  const isLocal = aliases.some(({ host }) => host === app.host);
  const oauth = oauthHost === null ? [] : [`http://${oauthHost}`, `https://${oauthHost}`];
  return [...new Set([app.origin, ...(isLocal ? aliases.map(({ origin }) => origin) : []), ...oauth])];
}

const whoseNote = (desk: Desk, asked: string): string =>
  note(
    "谁的手机",
    "网页由一个人的手机打开，先选择一个人。",
    [...desk.people.values()].map(({ openid, name }) => ({
      href: `/__open?${new URLSearchParams({ person: openid, path: asked })}`,
      label: name,
    })),
  );

function sendFault(
  outgoing: ServerResponse,
  fault: RelayFault,
  { to, asked }: { to: URL; asked: string },
): void {
  const again = [{ href: asked, label: "重新加载" }];
  const notes: Record<RelayFault, [number, string]> = {
    too_large: [413, note("内容太大", "手机网页一次最多发送 8 MB。")],
    timeout: [504, note("网页没有应答", `${to.origin} 没有及时应答。`, again)],
    unreachable: [502, note("打不开网页", `产品没有应答：${to.origin} 没有运行，或者中断了连接。`, again)],
  };
  const [status, html] = notes[fault];
  sendNote(outgoing, status, html);
}
