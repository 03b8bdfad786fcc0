import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { addOrder } from "./fake-desk.fixture";
import { webViewOf } from "./web-view";
import { addressOf, closeServer, type Handler, stageWebView } from "./web-view.fixture";

const MEGABYTE = 1024 * 1024;
const stage = stageWebView();

/** The headers that the product sees. */
const seenBy = async (
  person: string,
  headers: Record<string, string> = {},
): Promise<Record<string, string>> => {
  stage.app = (incoming, outgoing) =>
    void outgoing.setHeader("content-type", "application/json").end(JSON.stringify(incoming.headers));
  return Object(await (await stage.browse("/m/echo", person, { headers })).json());
};

describe("cookies", () => {
  const login: Handler = ({ headers, url: asked }, outgoing) => {
    const { pathname: path, searchParams } = new URL(asked ?? "/", "http://app");
    const sid = searchParams.get("as");
    if (path === "/login")
      outgoing.setHeader("set-cookie", [
        `sid=${sid}; Path=/; HttpOnly; Secure; SameSite=Lax`,
        "theme=dark; Path=/",
        "deep=1; Path=/m/plans",
      ]);
    if (path === "/logout") outgoing.setHeader("set-cookie", "sid=; Path=/; Max-Age=0");
    outgoing.setHeader("content-type", "text/plain").end(headers.cookie ?? "none");
  };
  const cookiesOf = async (person: string, path = "/m") => (await stage.browse(path, person)).text();

  it("stay with the simulator, one jar per person", async () => {
    stage.app = login;
    const answer = await stage.browse("/login?as=lilei");
    expect(answer.headers.getSetCookie()).toEqual([]);
    await stage.browse("/login?as=hanmeimei", "oHanMeimei");
    expect(await cookiesOf("oLiLei")).toBe("sid=lilei; theme=dark");
    expect(await cookiesOf("oHanMeimei")).toBe("sid=hanmeimei; theme=dark");
    expect(await cookiesOf("oLiLei", "/m/plans/pro")).toBe("deep=1; sid=lilei; theme=dark");
    await stage.browse("/logout");
    expect(await cookiesOf("oLiLei")).toBe("theme=dark");
    expect(await cookiesOf("oHanMeimei")).toContain("sid=hanmeimei");
  });

  it("of the browser for this machine never reach the product", async () => {
    expect(await seenBy("oLiLei; session=of-the-desktop")).not.toHaveProperty("cookie");
  });

  it("that a page's script sets are kept, but none that the server keeps for itself", async () => {
    stage.app = login;
    await stage.browse("/login?as=lilei");
    for (const line of ["sid=stolen; path=/", "lang=en; path=/; max-age=60", "secret=1; path=/; httponly"])
      await stage.post("/__phone/cookie", { line, path: "/m" });
    const answer = await stage.post("/__phone/cookie", { line: "theme=; path=/; max-age=0", path: "/m" });
    expect(await answer.json()).toEqual({ cookies: "lang=en" });
    expect(await cookiesOf("oLiLei")).toBe("sid=lilei; lang=en");
  });

  it("are gone when the phone is signed out", async () => {
    stage.app = login;
    await stage.browse("/login?as=lilei");
    webViewOf(stage.desk)?.jarOf("oLiLei").clear();
    expect(await cookiesOf("oLiLei")).toBe("none");
  });
});

describe("requests", () => {
  it("come from WeChat on the person's system", async () => {
    const ios = await seenBy("oLiLei", { "user-agent": "Chrome", "sec-ch-ua-platform": "Linux" });
    expect(ios["user-agent"]).toMatch(/iPhone.*MicroMessenger\/8\.0\./);
    expect(ios).not.toHaveProperty("sec-ch-ua-platform");
    const android = await seenBy("oHanMeimei");
    expect(android["user-agent"]).toMatch(/Android.*MicroMessenger\/8\.0\./);
    expect(android["x-requested-with"]).toBe("com.tencent.mm");
  });

  it("carry the product's own host, origin and referer, and no wish for compression", async () => {
    const seen = await seenBy("oLiLei", {
      origin: stage.url,
      referer: `${stage.url}/m/plans?x=1`,
      "x-forwarded-for": "1.2.3.4",
    });
    expect(seen).toMatchObject({
      host: new URL(stage.appUrl).host,
      origin: stage.appUrl,
      referer: `${stage.appUrl}/m/plans?x=1`,
    });
    expect(seen).not.toHaveProperty("accept-encoding");
    expect(seen).not.toHaveProperty("x-forwarded-for");
  });

  it("of a foreign site stay recognisable", async () => {
    const seen = await seenBy("oLiLei", {
      origin: "https://evil.example",
      referer: "https://evil.example/x",
    });
    expect(seen.origin).toBe("https://evil.example");
    expect(seen).not.toHaveProperty("referer");
  });

  it("begin with a person: `/__open` sets the one cookie, and nothing else is shown without it", async () => {
    const opened = await stage.browse("/__open?person=oHanMeimei&path=%2Fm%2Fplans%3Fa%3D1%23top", "");
    expect(opened.status).toBe(302);
    expect(opened.headers.get("location")).toBe("/m/plans?a=1#top");
    expect(opened.headers.getSetCookie()).toEqual([
      "phone_person=oHanMeimei; Path=/; HttpOnly; SameSite=Lax",
    ]);
    const nobody = await stage.browse("/m", "");
    expect(nobody.status).toBe(400);
    expect(await nobody.text()).toContain("/__open?person=oLiLei&amp;path=%2Fm");
    for (const query of [
      "person=oNobody&path=/m",
      "person=oLiLei&path=//evil.example",
      "person=oLiLei&path=/%5Cevil",
    ])
      expect((await stage.browse(`/__open?${query}`)).status, query).toBe(404);
  });

  it("with bodies up to 8 MB arrive whole; larger ones are refused", async () => {
    stage.app = async (incoming, outgoing) => {
      let size = 0;
      for await (const chunk of incoming) size += chunk.length;
      outgoing.end(String(size));
    };
    const send = (body: BodyInit) =>
      stage.browse("/upload", "oLiLei", { method: "POST", body, ...{ duplex: "half" } });
    const parts = (count: number) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (count-- > 0) controller.enqueue(new Uint8Array(MEGABYTE));
          else controller.close();
        },
      });
    expect(await (await send(new Uint8Array(8 * MEGABYTE))).text()).toBe(String(8 * MEGABYTE));
    expect(await (await send(parts(8))).text()).toBe(String(8 * MEGABYTE));
    expect((await send(new Uint8Array(8 * MEGABYTE + 1))).status).toBe(413);
    expect((await send(parts(9))).status).toBe(413);
  });
});

describe("when the product does not answer", () => {
  it("a page says so: not running", async () => {
    const gone = await stage.serve(() => {});
    stage.desk.console.appUrl = addressOf(gone);
    await closeServer(gone);
    const answer = await stage.browse("/m/plans");
    expect(answer.status).toBe(502);
    expect(await answer.text()).toMatch(/打不开网页[\s\S]*href="\/m\/plans">重新加载/);
  });

  it("a page says so: no address yet", async () => {
    stage.desk.console.appUrl = null;
    const answer = await stage.browse("/m");
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining("还没有网页")]);
  });

  it("a page says so: too late", async () => {
    stage.app = () => {};
    await stage.openView(20);
    const answer = await stage.browse("/m");
    expect([answer.status, await answer.text()]).toEqual([504, expect.stringContaining("没有及时应答")]);
  });
});

describe("a page without a phone around it", () => {
  const jsapi = { package: "prepay_id=wx-order1", paySign: "good", timeStamp: "1" };

  it("pays as the person of the cookie, once, on an open sheet", async () => {
    const order = addOrder(stage.desk, { outTradeNo: "order1" });
    expect((await stage.post("/__phone/pay", { outTradeNo: "order1" })).status).toBe(409);
    expect(await (await stage.post("/__phone/payment", { jsapi })).json()).toMatchObject({ totalFen: 3900 });
    expect((await stage.post("/__phone/pay", { outTradeNo: "order1" })).status).toBe(200);
    expect(order).toMatchObject({ state: "SUCCESS", payerOpenid: "oLiLei" });
    const again = await stage.post("/__phone/payment", { jsapi });
    expect([again.status, await again.json()]).toEqual([422, { message: "该订单已支付" }]);
  });

  it("cancels, and the order stays payable", async () => {
    const order = addOrder(stage.desk, { outTradeNo: "order1" });
    await stage.post("/__phone/payment", { jsapi });
    expect((await stage.post("/__phone/cancel", { outTradeNo: "order1" })).status).toBe(200);
    expect((await stage.post("/__phone/pay", { outTradeNo: "order1" })).status).toBe(409);
    expect(order.state).toBe("NOTPAY");
  });

  it("is not paid by a form of another site", async () => {
    const answer = await stage.browse("/__phone/payment", "oLiLei", {
      method: "POST",
      body: JSON.stringify({ jsapi }),
    });
    expect(answer.status).toBe(415);
  });
});

it("WebSockets of the development mode pass through", async () => {
  const server = await stage.serve(() => {});
  server.on("upgrade", (incoming, socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: ${incoming.headers.upgrade}\r\nconnection: upgrade\r\n\r\n`,
    );
    socket.end(`host ${incoming.headers.host}`);
  });
  stage.desk.console.appUrl = addressOf(server);
  const text = await new Promise<string>((resolve, reject) => {
    const headers = { connection: "upgrade", upgrade: "websocket", cookie: "phone_person=oLiLei" };
    const asking = request(`${stage.url}/_next/webpack-hmr`, { headers, agent: false });
    asking.on("error", reject);
    asking.on("upgrade", (_answer, socket, head: Buffer) => {
      let read = head.toString();
      socket.on("data", (chunk: Buffer) => {
        read += chunk.toString();
      });
      socket.on("close", () => resolve(read));
    });
    asking.end();
  });
  expect(text).toBe(`host ${new URL(addressOf(server)).host}`);
});
