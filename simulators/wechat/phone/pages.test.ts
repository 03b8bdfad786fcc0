import { beforeEach, describe, expect, it } from "vitest";
import type { SimRequest } from "@/simulators/kit/server";
import type { Desk, Phone } from "@/simulators/wechat/desk";
import { addOrder, addTicket, fakeDesk, fakePhone } from "./fake-desk.fixture";
import { phonePages } from "./pages";

const APP = "http://127.0.0.1:3999";
let desk: Desk;
let phone: Phone;

beforeEach(() => {
  desk = fakeDesk(APP);
  phone = fakePhone(desk);
});

const requestOf = (method: string, target: string, body?: unknown, type = "application/json"): SimRequest => {
  const url = new URL(target, "http://127.0.0.1:4000");
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    rawQuery: url.search.slice(1),
    headers: new Headers({ "content-type": type }),
    body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    origin: url.origin,
  };
};

async function ask(method: string, target: string, body?: unknown, type?: string) {
  const outcome = await phonePages(requestOf(method, target, body, type), desk, phone);
  if (!outcome || !("status" in outcome)) throw new Error("no answer");
  return outcome;
}

const act = (action: string, fields: Record<string, unknown> = {}) =>
  ask("POST", `/phone/api/${action}`, { person: "oLiLei", ...fields });

const state = async (person = "oLiLei") => (await ask("GET", `/phone/api/state?person=${person}`)).body;

describe("the page", () => {
  it("is one document whose every script the same server has", async () => {
    const { status, headers, body } = await ask("GET", "/phone?person=oLiLei");
    expect(status).toBe(200);
    expect(headers?.["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).not.toContain("/* styles */");
    const seen = new Set<string>();
    const follow = async (source: string): Promise<void> => {
      const names = [...source.matchAll(/(?:src="\/phone\/|from "\.\/)([\w-]+\.js)"/g)].map(
        (found) => found[1],
      );
      for (const name of names) {
        if (name === undefined || seen.has(name)) continue;
        seen.add(name);
        const script = await ask("GET", `/phone/${name}`);
        expect(script.status, name).toBe(200);
        await follow(String(script.body));
      }
    };
    await follow(String(body));
    expect([...seen]).toContain("main.js");
  });

  it("leaves every path of somebody else alone", async () => {
    for (const path of ["/", "/phones", "/cgi-bin/stable_token"])
      expect(await phonePages(requestOf("GET", path), desk, phone), path).toBeNull();
  });

  it("answers 404 with words for what it does not have", async () => {
    for (const [method, path] of [
      ["GET", "/phone/nothing.js"],
      ["GET", "/phone/api/pay"],
      ["POST", "/phone/api/steal"],
    ] as const)
      expect(await ask(method, path, {})).toMatchObject({ status: 404, body: { message: "没有这个页面。" } });
  });
});

describe("the state", () => {
  it("is the first person's when nobody is named", async () => {
    expect(await state("")).toMatchObject({
      person: "oLiLei",
      people: [{ name: "李雷" }, { name: "韩梅梅" }],
    });
  });

  it("lists unexpired codes only, the newest first", async () => {
    addTicket(desk, "old");
    addTicket(desk, "over", -1);
    addTicket(desk, "new");
    expect(await state()).toMatchObject({ accountCodes: [{ scene: "new" }, { scene: "old" }] });
  });

  it("lists orders that a code opens while they are unpaid", async () => {
    addOrder(desk, { outTradeNo: "native1", tradeType: "NATIVE", prepaid: "weixin://wxpay/bizpayurl?pr=a" });
    addOrder(desk, { outTradeNo: "paid1", tradeType: "NATIVE", state: "SUCCESS" });
    addOrder(desk, { outTradeNo: "jsapi1" });
    const { paymentCodes } = Object(await state());
    expect(paymentCodes).toMatchObject([{ content: "weixin://wxpay/bizpayurl?pr=a", totalFen: 3900 }]);
  });

  it("has no web view while none runs", async () => {
    expect(await state()).toMatchObject({ webViewUrl: null });
  });
});

describe("what a person does", () => {
  it("follows, speaks and un-follows, and reads it in the chat", async () => {
    expect((await act("follow")).status).toBe(200);
    expect((await act("say", { text: " 你好 " })).status).toBe(200);
    expect((await act("unfollow")).status).toBe(200);
    expect(await state()).toMatchObject({
      chat: [
        { text: "欢迎关注芯图。" },
        { from: "person", text: "你好" },
        { text: "收到：你好" },
        { from: "wechat" },
      ],
    });
    expect(desk.people.get("oLiLei")?.follows).toBe(false);
    expect(desk.people.get("oHanMeimei")?.chat).toEqual([]);
  });

  it("changes the system and the snapshot switch of one phone", async () => {
    await act("settings", { system: "android", snapshot: true });
    await act("settings", { system: "symbian" });
    expect(desk.people.get("oLiLei")).toMatchObject({ system: "android", snapshot: true });
    expect(desk.people.get("oHanMeimei")).toMatchObject({ system: "android", snapshot: false });
  });

  it("scans a code of the account into the chat", async () => {
    const content = addTicket(desk, "b1_abc");
    expect(await act("scan", { content })).toMatchObject({ status: 200, body: { kind: "chat" } });
    expect(desk.people.get("oLiLei")?.chat[0]?.text).toContain("b1_abc");
  });

  it("opens a page of the product by its path, by any name of this machine", async () => {
    for (const origin of [APP, "http://localhost:3999"])
      expect(await act("scan", { content: `${origin}/m/plans?x=1#top` })).toMatchObject({
        body: { kind: "page", path: "/m/plans?x=1#top" },
      });
  });

  it("opens nothing of other sites", async () => {
    for (const content of [
      "https://example.com/m",
      "http://127.0.0.1:3998/m",
      "javascript:alert(1)",
      "words",
    ])
      expect(await act("scan", { content }), content).toMatchObject({ status: 422 });
  });

  it("is told in WeChat's words why a code does not work", async () => {
    expect(await act("scan", { content: "http://weixin.qq.com/q/unknown" })).toMatchObject({
      status: 422,
      body: { message: "二维码已失效。" },
    });
  });

  it("must exist", async () => {
    expect(await act("follow", { person: "oNobody" })).toMatchObject({ status: 404 });
    expect(await ask("POST", "/phone/api/follow", {})).toMatchObject({ status: 400 });
  });

  it("is played by this page only: a form of another site is refused", async () => {
    const refused = await ask("POST", "/phone/api/follow", { person: "oLiLei" }, "text/plain");
    expect(refused.status).toBe(415);
    expect(desk.people.get("oLiLei")?.follows).toBe(false);
  });
});

describe("a payment", () => {
  const jsapi = { appId: "wx0123456789abcdef", package: "prepay_id=wx-order1", paySign: "good" };

  it("opens with a page's parameters, and is paid once on an open sheet", async () => {
    const order = addOrder(desk, { outTradeNo: "order1" });
    expect(await act("payment", { jsapi })).toMatchObject({
      body: { outTradeNo: "order1", description: order.description, totalFen: 3900 },
    });
    const answers = await Promise.all([
      act("pay", { outTradeNo: "order1" }),
      act("pay", { outTradeNo: "order1" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(order).toMatchObject({ state: "SUCCESS", payerOpenid: "oLiLei" });
  });

  it("is refused in WeChat's words when the signature is wrong", async () => {
    addOrder(desk, { outTradeNo: "order1" });
    expect(await act("payment", { jsapi: { ...jsapi, paySign: "bad" } })).toMatchObject({
      status: 422,
      body: { message: "支付验证签名失败" },
    });
  });

  it("cannot be confirmed without a sheet, nor by another person's sheet, nor after a cancel", async () => {
    const order = addOrder(desk, { outTradeNo: "order1" });
    expect((await act("pay", { outTradeNo: "order1" })).status).toBe(409);
    await act("payment", { jsapi });
    expect((await act("pay", { outTradeNo: "order1", person: "oHanMeimei" })).status).toBe(409);
    expect((await act("cancel", { outTradeNo: "order1" })).status).toBe(200);
    expect((await act("pay", { outTradeNo: "order1" })).status).toBe(409);
    expect(order.state).toBe("NOTPAY");
  });

  it("opens by a native code", async () => {
    const content = "weixin://wxpay/bizpayurl?pr=abc";
    addOrder(desk, { outTradeNo: "native1", tradeType: "NATIVE", prepaid: content });
    expect(await act("scan", { content })).toMatchObject({
      body: { kind: "payment", bill: { outTradeNo: "native1" }, returnUrl: null },
    });
  });

  it("opens by an H5 link with the merchant's way back", async () => {
    const prepaid = "http://127.0.0.1:4000/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx1&package=2";
    addOrder(desk, { outTradeNo: "h5order", tradeType: "MWEB", prepaid });
    const back = `${APP}/credits?order=1&x=%2F`;
    const content = `${prepaid}&redirect_url=${encodeURIComponent(back)}`;
    expect(await act("scan", { content })).toMatchObject({
      body: { kind: "payment", bill: { outTradeNo: "h5order" }, returnUrl: back },
    });
    const evil = await act("scan", { content: `${prepaid}&redirect_url=javascript%3Aalert(1)` });
    expect(evil).toMatchObject({ body: { returnUrl: null } });
  });
});
