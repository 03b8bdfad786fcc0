import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  close,
  type Json,
  LI_LEI,
  order,
  orderBody,
  type PayCall,
  pay,
  query,
  refund,
  startWechat,
} from "@/simulators/wechat/calls.fixture";
import type { WechatSimulator } from "@/simulators/wechat/server";

let sim: WechatSimulator;
beforeAll(async () => {
  sim = await startWechat({ speed: 100 });
});
afterAll(() => sim.close());

const JSAPI = "/v3/pay/transactions/jsapi";
const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
const inMinutes = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "+00:00");
let count = 0;
const newNumber = () => {
  count += 1;
  return `STRICT${String(count).padStart(6, "0")}`;
};

describe("the authorization", () => {
  it.each<[string, Partial<PayCall>]>([
    ["a body that differs by a blank", { signedBody: " " }],
    ["a merchant who does not exist", { mchid: "1900000001" }],
    ["an unknown serial", { serial: "0A".repeat(20) }],
    ["a time six minutes ago", { timestamp: secondsAgo(360) }],
    ["a time in six minutes", { timestamp: secondsAgo(-360) }],
    ["no authorization", { headers: { authorization: "" } }],
    ["another scheme", { headers: { authorization: "Bearer x" } }],
  ])("with %s answers 401 SIGN_ERROR", async (_, more) => {
    const outTradeNo = newNumber();
    const { status, json } = await pay(sim, {
      target: JSAPI,
      body: orderBody(sim.desk, outTradeNo),
      ...more,
    });
    expect([status, json.code]).toEqual([401, "SIGN_ERROR"]);
    expect(sim.desk.orders.has(outTradeNo)).toBe(false);
  });

  it("tells where a signature does not match and when the clock is off", async () => {
    const off = await pay(sim, { target: JSAPI, body: {}, timestamp: secondsAgo(360) });
    expect(off.json.message).toBe("Http头Authorization中的timestamp与发起请求的时间不得超过5分钟");
    const { json } = await pay(sim, { target: JSAPI, body: {}, signedBody: "[]" });
    expect(json.detail).toMatchObject({
      detail: { issue: "sign not match" },
      field: "signature",
      location: "authorization",
      sign_information: { method: "POST", url: JSAPI },
    });
  });

  it("covers the query as it is on the wire", async () => {
    const target = `/v3/pay/transactions/out-trade-no/${newNumber()}?mchid=${sim.desk.mchid}`;
    expect((await pay(sim, { target })).status).toBe(404);
  });

  it("needs the headers that WeChat Pay needs", async () => {
    const body = orderBody(sim.desk, newNumber());
    const asHtml = await pay(sim, { target: JSAPI, body, headers: { accept: "text/html" } });
    const asText = await pay(sim, { target: JSAPI, body, headers: { "content-type": "text/plain" } });
    const foreign = await pay(sim, { target: JSAPI, body, headers: { "wechatpay-serial": "PUB_KEY_ID_01" } });
    for (const { status, json } of [asHtml, asText, foreign])
      expect([status, json.code]).toEqual([400, "PARAM_ERROR"]);
  });
});

describe("an order", () => {
  it.each<[string, Json, string, string]>([
    ["an unknown field", { fee: 1 }, "PARAM_ERROR", "/fee"],
    ["an unknown field inside", { amount: { total: 1, more: 1 } }, "PARAM_ERROR", "/amount/more"],
    ["no amount", { amount: undefined }, "PARAM_ERROR", "/amount"],
    ["an amount of nothing", { amount: { total: 0 } }, "PARAM_ERROR", "/amount/total"],
    ["an amount in yuan", { amount: { total: 99.5 } }, "PARAM_ERROR", "/amount/total"],
    ["an amount in words", { amount: { total: "9900" } }, "PARAM_ERROR", "/amount/total"],
    ["another currency", { amount: { total: 1, currency: "USD" } }, "PARAM_ERROR", "/amount/currency"],
    ["a short number", { out_trade_no: "A1234" }, "PARAM_ERROR", "/out_trade_no"],
    ["a long number", { out_trade_no: "A".repeat(33) }, "PARAM_ERROR", "/out_trade_no"],
    ["a number with a dot", { out_trade_no: "ORDER.1" }, "PARAM_ERROR", "/out_trade_no"],
    ["no description", { description: "" }, "PARAM_ERROR", "/description"],
    ["a description of 128", { description: "长".repeat(128) }, "PARAM_ERROR", "/description"],
    ["an attachment of 129", { attach: "a".repeat(129) }, "PARAM_ERROR", "/attach"],
    ["a notice over http", { notify_url: "http://example.com/n" }, "PARAM_ERROR", "/notify_url"],
    ["a notice with a query", { notify_url: "https://example.com/n?a=1" }, "PARAM_ERROR", "/notify_url"],
    ["a notice to nowhere", { notify_url: "nowhere" }, "PARAM_ERROR", "/notify_url"],
    ["an end without a zone", { time_expire: "2030-06-08T10:34:56" }, "PARAM_ERROR", "/time_expire"],
    ["an end that is past", { time_expire: inMinutes(-1) }, "PARAM_ERROR", "/time_expire"],
    ["an end in 91 days", { time_expire: inMinutes(91 * 1440) }, "PARAM_ERROR", "/time_expire"],
    ["no payer", { payer: undefined }, "PARAM_ERROR", "/payer"],
    ["a payer who does not exist", { payer: { openid: "oNobody" } }, "PARAM_ERROR", "/payer/openid"],
    ["a scene for nobody", { scene_info: { device_id: "1" } }, "PARAM_ERROR", "/scene_info/payer_client_ip"],
    ["a foreign merchant", { mchid: "1900000001" }, "MCH_NOT_EXISTS", ""],
    ["a foreign app", { appid: "wx0000000000000000" }, "APPID_MCHID_NOT_MATCH", ""],
  ])("with %s is refused", async (_, more, code, field) => {
    const { status, json, isSigned } = await order(sim, newNumber(), more);
    expect([status, json.code, isSigned]).toEqual([400, code, true]);
    if (field) expect(json.detail).toMatchObject({ field, location: "body" });
  });

  it("may use everything that the table has", async () => {
    const { status, json } = await order(sim, newNumber(), {
      time_expire: inMinutes(30),
      attach: "ord_1",
      notify_url: "https://pay.example.com/notify",
      goods_tag: "WXG",
      support_fapiao: true,
      detail: { cost_price: 1, goods_detail: [{ merchant_goods_id: "1", quantity: 1, unit_price: 1 }] },
      scene_info: { payer_client_ip: "::1", store_info: { id: "1" } },
      settle_info: { profit_sharing: false },
    });
    expect([status, Object.keys(json)]).toEqual([200, ["prepay_id"]]);
    expect(json.prepay_id).toMatch(/^wx\d{14}[0-9a-f]{20}$/);
  });

  it("has no payer when it is native, and a scene when it is for a mobile browser", async () => {
    const send = (way: string, more: Json) =>
      pay(sim, { target: `/v3/pay/transactions/${way}`, body: orderBody(sim.desk, newNumber(), more) });
    const scene = { payer_client_ip: "127.0.0.1", h5_info: { type: "Wap" } };
    expect((await send("native", {})).json.detail).toMatchObject({ field: "/payer" });
    expect((await send("h5", { payer: undefined })).json.detail).toMatchObject({ field: "/scene_info" });
    const wrong = { payer: undefined, scene_info: { ...scene, h5_info: { type: "wap" } } };
    expect((await send("h5", wrong)).json.detail).toMatchObject({ field: "/scene_info/h5_info/type" });
    expect((await send("native", { payer: undefined })).json.code_url).toMatch(
      /^weixin:\/\/wxpay\/bizpayurl\?pr=\w{9}$/,
    );
    expect((await send("h5", { payer: undefined, scene_info: scene })).json.h5_url).toContain("prepay_id=wx");
  });

  it("is asked for and closed by the right merchant only", async () => {
    const outTradeNo = newNumber();
    await order(sim, outTradeNo);
    const base = `/v3/pay/transactions/out-trade-no/${outTradeNo}`;
    expect((await pay(sim, { target: base })).json.code).toBe("PARAM_ERROR");
    expect((await pay(sim, { target: `${base}?mchid=1900000001` })).json.code).toBe("MCH_NOT_EXISTS");
    expect((await pay(sim, { target: `${base}/close`, body: {} })).json.code).toBe("PARAM_ERROR");
    expect((await pay(sim, { target: `${base}/close`, body: { mchid: "1900000001" } })).json.code).toBe(
      "MCH_NOT_EXISTS",
    );
    expect((await query(sim, newNumber())).json.code).toBe("ORDER_NOT_EXIST");
    expect((await close(sim, newNumber())).status).toBe(404);
    expect((await pay(sim, { target: "/v3/unknown" })).status).toBe(404);
  });
});

describe("a refund", () => {
  it.each<[string, Json, string]>([
    ["no number", { out_refund_no: undefined }, "PARAM_ERROR"],
    ["a number with a dot", { out_refund_no: "R.1" }, "PARAM_ERROR"],
    ["no order", { out_trade_no: undefined }, "PARAM_ERROR"],
    ["no currency", { amount: { refund: 1, total: 9_900 } }, "PARAM_ERROR"],
    ["nothing to give back", { amount: { refund: 0, total: 9_900, currency: "CNY" } }, "PARAM_ERROR"],
    ["a long reason", { reason: "长".repeat(81) }, "PARAM_ERROR"],
    ["an unknown field", { more: 1 }, "PARAM_ERROR"],
    ["another total", { amount: { refund: 1, total: 9_901, currency: "CNY" } }, "INVALID_REQUEST"],
    ["more than was paid", { amount: { refund: 9_901, total: 9_900, currency: "CNY" } }, "INVALID_REQUEST"],
    ["an unknown order", { out_trade_no: "UNKNOWN1" }, "RESOURCE_NOT_EXISTS"],
    ["another payment's number", { transaction_id: "42000000" }, "RESOURCE_NOT_EXISTS"],
  ])("with %s is refused", async (_, more, code) => {
    const outTradeNo = newNumber();
    await order(sim, outTradeNo);
    await sim.phone.pay(LI_LEI, outTradeNo);
    const amount = { refund: 100, total: 9_900, currency: "CNY" };
    const { json } = await refund(sim, `R${outTradeNo}`, { out_trade_no: outTradeNo, amount, ...more });
    expect(json.code).toBe(code);
    expect(sim.desk.orders.get(outTradeNo)?.refunds).toEqual([]);
  });

  it("of an order that nobody paid is refused", async () => {
    const outTradeNo = newNumber();
    await order(sim, outTradeNo);
    const amount = { refund: 100, total: 9_900, currency: "CNY" };
    const { status, json } = await refund(sim, "RUNPAID", { out_trade_no: outTradeNo, amount });
    expect([status, json.code]).toEqual([400, "INVALID_REQUEST"]);
  });
});
