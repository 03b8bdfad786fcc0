import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { CLIENT_HEADER, FORWARDED_HEADER } from "@/lib/platform/http/forwarding";
import { metrics } from "@/lib/platform/metrics";
import type { Callback, CallbackCall } from "./callback";
import { callbackRoute, internalCallbackRoute } from "./doors";
import { INTERNAL_SECRET, requestTo, resetEnv, setEnv } from "./testing-call.fixture";

let calls: CallbackCall[] = [];
const callback = (changes: Partial<Callback> = {}): Callback => ({
  name: "pay/notify",
  maxBytes: 64,
  budgetMs: 4_500,
  headers: ["wechatpay-*", "content-type", "user-agent", "cookie"],
  handle: async (call) => {
    calls.push(call);
    const headers = new Headers({ "content-type": "text/xml", location: "https://m.test/x", "x-own": "1" });
    headers.append("set-cookie", "a=1; HttpOnly");
    headers.append("set-cookie", "b=2");
    return new Response("<ok/>", { status: 201, headers });
  },
  failed: (error) => new Response("no", { status: error instanceof AppError ? error.status : 500 }),
  unreachable: () => new Response("no app", { status: 502 }),
  ...changes,
});

const BODY = Buffer.from([0x7b, 0, 255, 0xe4, 0x7d]);
const QUERY = "?signature=a%2Fb&nonce=1&openid=o+x";
const notice = (init: { body?: Buffer; address?: string; headers?: Record<string, string> } = {}) =>
  requestTo(`/api/wechat/pay/notify${QUERY}`, {
    method: "POST",
    body: new Uint8Array(init.body ?? BODY),
    address: init.address,
    headers: {
      "wechatpay-signature": "s/+=",
      "wechatpay-nonce": "n",
      "content-type": "application/json",
      cookie: "c=1",
      authorization: "Bearer t",
      ...init.headers,
    },
  });
const counted = async (reason: string) =>
  (await metrics().refusedRequests.get()).values.find(({ labels }) => labels.reason === reason)?.value ?? 0;

beforeEach(() => {
  calls = [];
});
afterEach(resetEnv);

describe("a callback in the app", () => {
  test("gets the bytes, the query and the headers that it names, and no others", async () => {
    const answer = await callbackRoute(callback())(notice());
    expect([answer.status, await answer.text()]).toEqual([201, "<ok/>"]);
    expect(answer.headers.get("x-request-id")).toBe(calls[0]?.requestId);
    expect(calls[0]?.search).toBe(QUERY);
    expect(Buffer.from(calls[0]?.raw ?? []).equals(BODY)).toBe(true);
    expect([...(calls[0]?.headers.keys() ?? [])]).toEqual([
      "content-type",
      "cookie",
      "wechatpay-nonce",
      "wechatpay-signature",
      "x-forwarded-for",
    ]);
  });

  test("answers in the vendor's words for what was thrown, and for a body that is too long", async () => {
    const broken = callback({ handle: () => Promise.reject(new Error("the database is away")) });
    expect((await callbackRoute(broken)(notice())).status).toBe(500);
    const refused = callback({ handle: () => Promise.reject(new AppError(403, "x", "x")) });
    expect((await callbackRoute(refused)(notice())).status).toBe(403);
    const long = await callbackRoute(callback())(notice({ body: Buffer.alloc(65) }));
    expect([long.status, await long.text(), calls.length]).toEqual([413, "no", 0]);
  });

  test("that is not done within its budget says no, and a yes or an error that comes later changes nothing", async () => {
    let finish = (_: Response) => {};
    const late = callback({ budgetMs: 20, handle: () => new Promise((resolve) => (finish = resolve)) });
    const answer = await callbackRoute(late)(notice());
    finish(new Response("yes"));
    expect([answer.status, await answer.text()]).toEqual([500, "no"]);
    let fail = (_: Error) => {};
    const failing = callback({ budgetMs: 20, handle: () => new Promise((_, reject) => (fail = reject)) });
    expect((await callbackRoute(failing)(notice())).status).toBe(500);
    fail(new Error("too late"));
  });
});

describe("the internal address", () => {
  test("does not exist without a secret, nor on the web tier", async () => {
    expect((await internalCallbackRoute(callback())(notice())).status).toBe(404);
    setEnv({ APP_ROLE: "web", INTERNAL_SECRET, APP_INTERNAL_URL: "http://127.0.0.1:9" });
    expect((await internalCallbackRoute(callback())(notice())).status).toBe(404);
    expect(calls).toEqual([]);
  });

  test("refuses and counts a call without our signature or with a made-up one", async () => {
    setEnv({ INTERNAL_SECRET });
    const before = await counted("internal_signature");
    const made = { [FORWARDED_HEADER]: `t=${Date.now()},v1=${"0".repeat(64)}`, [CLIENT_HEADER]: "192.0.2.1" };
    for (const headers of [{}, made])
      expect((await internalCallbackRoute(callback())(notice({ headers }))).status).toBe(401);
    expect(calls).toEqual([]);
    expect(await counted("internal_signature")).toBe(before + 2);
  });
});

describe("a callback on the web tier", () => {
  let server: ReturnType<typeof createServer>;
  let seen: { url: string; headers: Record<string, string> }[] = [];
  /** What happens to the call between the two processes. */
  let tamper: (request: Request) => Request = (request) => request;
  let served = callback();
  let appUrl = "";

  beforeEach(async () => {
    seen = [];
    served = callback();
    tamper = (request) => request;
    server = createServer(async (incoming, outgoing) => {
      const parts: Buffer[] = [];
      for await (const part of incoming) parts.push(part as Buffer);
      const headers = incoming.headers as Record<string, string>;
      seen.push({ url: incoming.url ?? "", headers });
      setEnv({ INTERNAL_SECRET });
      const { method, url } = incoming;
      const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
      const answer = await internalCallbackRoute(served)(
        tamper(new Request(`http://app.internal${url}`, { method, headers, body })),
      );
      outgoing.setHeaders(answer.headers);
      outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterEach(() => server.closeAllConnections());
  const asWeb = (url = appUrl) => setEnv({ APP_ROLE: "web", INTERNAL_SECRET, APP_INTERNAL_URL: url });

  test("is done by the app with the same bytes, query, headers and address, and the app's answer goes back", async () => {
    asWeb();
    const answer = await callbackRoute(callback())(notice({ address: "203.0.113.5, 198.51.100.7" }));
    expect([answer.status, await answer.text(), answer.headers.get("content-type")]).toEqual([
      201,
      "<ok/>",
      "text/xml",
    ]);
    expect(answer.headers.get("location")).toBe("https://m.test/x");
    expect(answer.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
    expect(answer.headers.has("x-own")).toBe(false);
    expect(seen[0]?.url).toBe(`/api/internal/wechat/pay/notify${QUERY}`);
    expect(seen[0]?.headers).not.toHaveProperty("authorization");
    const [call] = calls;
    expect([call?.search, Buffer.from(call?.raw ?? []).equals(BODY), call?.method]).toEqual([
      QUERY,
      true,
      "POST",
    ]);
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      "wechatpay-signature": "s/+=",
      "wechatpay-nonce": "n",
      "content-type": "application/json",
      cookie: "c=1",
      "x-forwarded-for": "198.51.100.7",
    });
  });

  test("passes a GET on without a body, and one without any of its headers", async () => {
    asWeb();
    const plain = new Request("http://app.test/api/wechat/pay/notify");
    expect((await callbackRoute(callback())(plain)).status).toBe(201);
    expect([calls[0]?.method, calls[0]?.search, calls[0]?.raw.length]).toEqual(["GET", "", 0]);
  });

  test("is refused when anything was changed on the way", async () => {
    const changes: ((request: Request) => Request)[] = [
      (request) => new Request(request, { body: "{}" }),
      (request) => new Request(`${request.url}&x=1`, request),
      (request) => {
        request.headers.set("wechatpay-nonce", "m");
        return request;
      },
      (request) => {
        request.headers.set(CLIENT_HEADER, "192.0.2.9");
        return request;
      },
      (request) => {
        request.headers.set("wechatpay-serial", "added");
        return request;
      },
    ];
    for (const change of changes) {
      asWeb();
      tamper = change;
      expect((await callbackRoute(callback())(notice())).status).toBe(401);
    }
    expect(calls).toEqual([]);
  });

  test("cannot be played to another callback", async () => {
    asWeb();
    served = callback({ name: "pay/refund-notify" });
    expect((await callbackRoute(callback())(notice())).status).toBe(401);
  });

  test("keeps what a proxy between the two adds out of the way", async () => {
    asWeb();
    tamper = (request) => {
      request.headers.set("x-forwarded-for", "10.0.0.1");
      request.headers.set("x-real-ip", "10.0.0.1");
      return request;
    };
    expect((await callbackRoute(callback())(notice())).status).toBe(201);
    expect(calls[0]?.headers.get("x-forwarded-for")).toBe("192.0.2.1");
  });

  test("says no in the vendor's words when the app refuses, fails or is not there", async () => {
    for (const status of [401, 500]) {
      asWeb();
      served = callback({ handle: async () => new Response("FAIL", { status }) });
      const answer = await callbackRoute(callback())(notice());
      expect([answer.status, await answer.text()]).toEqual([status, "FAIL"]);
    }
    asWeb("http://127.0.0.1:9");
    const answer = await callbackRoute(callback())(notice());
    expect([answer.status, await answer.text()]).toEqual([502, "no app"]);
  });

  test("says no when the app is too slow, before WeChat hangs up", async () => {
    asWeb();
    served = callback({ handle: () => new Promise(() => {}) });
    const answer = await callbackRoute(callback({ budgetMs: 100 }))(notice());
    expect(answer.status).toBeGreaterThanOrEqual(500);
  });
});
