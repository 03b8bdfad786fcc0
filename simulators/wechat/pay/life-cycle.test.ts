import { createPrivateKey, X509Certificate } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ask,
  close,
  type Json,
  LI_LEI,
  order,
  orderBody,
  pay,
  query,
  startWechat,
  TOM,
  VISITOR,
} from "@/simulators/wechat/calls.fixture";
import { unseal } from "@/simulators/wechat/crypto/sealed";
import { invocationText, signText } from "@/simulators/wechat/crypto/signatures";
import type { WechatSimulator } from "@/simulators/wechat/server";
import type { World } from "@/simulators/wechat/world";

let sim: WechatSimulator;
beforeEach(async () => {
  sim = await startWechat({ speed: 100 });
});
afterEach(() => sim.close());

const HOUR = 3_600_000;
const NUMBER = "XT20261121000001";

function invocation(prepayId: unknown, more: Record<string, string> = {}): Record<string, string> {
  const page = {
    appId: sim.desk.appid,
    timeStamp: String(Math.floor(Date.now() / 1000)),
    nonceStr: "0123456789abcdef",
    package: `prepay_id=${prepayId}`,
    ...more,
  };
  const paySign = signText(invocationText(page), createPrivateKey(sim.desk.merchantPrivateKey));
  return { ...page, signType: "RSA", paySign };
}

describe("a JSAPI order", () => {
  it("is opened with a signed call by its payer, paid, and told by both numbers", async () => {
    const { json } = await order(sim, NUMBER, { attach: "ord_1" });
    expect((await query(sim, NUMBER)).json).toEqual({
      appid: sim.desk.appid,
      mchid: sim.desk.mchid,
      out_trade_no: NUMBER,
      trade_type: "JSAPI",
      trade_state: "NOTPAY",
      trade_state_desc: "订单未支付",
      attach: "ord_1",
    });
    expect(sim.phone.openPayment(LI_LEI, { jsapi: invocation(json.prepay_id) }).totalFen).toBe(9_900);
    await sim.phone.pay(LI_LEI, NUMBER);
    const paid = (await query(sim, NUMBER)).json;
    expect(paid).toMatchObject({
      trade_state: "SUCCESS",
      payer: { openid: LI_LEI },
      amount: { total: 9_900, payer_total: 9_900, currency: "CNY", payer_currency: "CNY" },
    });
    expect(paid.transaction_id).toMatch(/^42\d{26}$/);
    expect(paid.success_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    const byId = `/v3/pay/transactions/id/${paid.transaction_id}?mchid=${sim.desk.mchid}`;
    expect((await pay(sim, { target: byId })).json).toEqual(paid);
    await expect(sim.phone.pay(LI_LEI, NUMBER)).rejects.toThrow("已支付");
  });

  it("is refused on the phone when the page's call is wrong", async () => {
    const { json } = await order(sim, NUMBER);
    const right = invocation(json.prepay_id);
    const { paySign: _, ...unsigned } = right;
    const wrong: [Record<string, string>, string][] = [
      [unsigned, "缺少参数：paySign"],
      [{ ...right, nonceStr: "other" }, "支付验证签名失败"],
      [{ ...right, extra: "1" }, "参数错误"],
      [{ ...right, signType: "MD5" }, "参数错误"],
      [invocation(json.prepay_id, { appId: "wx0000000000000000" }), "appId"],
      [invocation(json.prepay_id, { timeStamp: "soon" }), "参数错误"],
      [invocation(json.prepay_id, { package: String(json.prepay_id) }), "订单不存在"],
      [invocation("wx20260101000000ffffffffffffffffffff"), "订单不存在"],
    ];
    for (const [jsapi, words] of wrong) expect(() => sim.phone.openPayment(LI_LEI, { jsapi })).toThrow(words);
    expect(() => sim.phone.openPayment(TOM, { jsapi: right })).toThrow("不一致");
    expect(() => sim.phone.openPayment(VISITOR, { jsapi: right })).toThrow("完整服务");
    await expect(sim.phone.pay(TOM, NUMBER)).rejects.toThrow("不一致");
  });
});

describe("the same number again", () => {
  it("is the same order for the same bytes, and refused for others", async () => {
    const first = await order(sim, NUMBER);
    expect((await order(sim, NUMBER)).json).toEqual(first.json);
    const other = await order(sim, NUMBER, { amount: { total: 1, currency: "CNY" } });
    expect(other).toMatchObject({ status: 400, json: { code: "INVALID_REQUEST" } });
    expect(other.json.message).toBe("请求重入时，参数与首次请求时不一致");
    expect(other.headers.get("request-id")).toMatch(/-268498688$/);
    const native = orderBody(sim.desk, NUMBER, { payer: undefined });
    const otherWay = await pay(sim, { target: "/v3/pay/transactions/native", body: native });
    expect(otherWay.json.code).toBe("INVALID_REQUEST");
    expect(sim.desk.orders.size).toBe(1);
  });

  it("gets a new prepay id after two hours, and the old one is over", async () => {
    const { json: old } = await order(sim, NUMBER);
    sim.advance(2 * HOUR);
    expect(() => sim.phone.openPayment(LI_LEI, { jsapi: invocation(old.prepay_id) })).toThrow("已过期");
    const { json: fresh } = await order(sim, NUMBER);
    expect(fresh.prepay_id).not.toBe(old.prepay_id);
    expect(() => sim.phone.openPayment(LI_LEI, { jsapi: invocation(old.prepay_id) })).toThrow("已过期");
    expect(sim.phone.openPayment(LI_LEI, { jsapi: invocation(fresh.prepay_id) }).outTradeNo).toBe(NUMBER);
  });

  it("is refused once the order is paid or closed", async () => {
    await order(sim, NUMBER);
    await sim.phone.pay(LI_LEI, NUMBER);
    expect((await order(sim, NUMBER)).json.code).toBe("ORDERPAID");
    await order(sim, "CLOSED0001");
    await close(sim, "CLOSED0001");
    expect((await order(sim, "CLOSED0001")).json.code).toBe("ORDER_CLOSED");
  });
});

describe("closing", () => {
  it("answers 204 with a signature, also twice, and ends the paying", async () => {
    const { json } = await order(sim, NUMBER);
    for (const _ of [1, 2]) {
      const { status, text, isSigned } = await close(sim, NUMBER);
      expect([status, text, isSigned]).toEqual([204, "", true]);
    }
    expect((await query(sim, NUMBER)).json.trade_state).toBe("CLOSED");
    expect(() => sim.phone.openPayment(LI_LEI, { jsapi: invocation(json.prepay_id) })).toThrow("已关闭");
    await expect(sim.phone.pay(LI_LEI, NUMBER)).rejects.toThrow("已关闭");
  });

  it("loses against a payment", async () => {
    await order(sim, NUMBER);
    await sim.phone.pay(LI_LEI, NUMBER);
    expect(await close(sim, NUMBER)).toMatchObject({ status: 400, json: { code: "ORDERPAID" } });
    expect((await query(sim, NUMBER)).json.trade_state).toBe("SUCCESS");
  });

  it("loses against a payment that comes after it, where a fault asks for one", async () => {
    await order(sim, NUMBER);
    sim.desk.faults.push({ name: "pay_after_close", match: NUMBER, times: 1, argument: "" });
    await close(sim, NUMBER);
    await sim.phone.pay(LI_LEI, NUMBER);
    expect((await query(sim, NUMBER)).json.trade_state).toBe("SUCCESS");
    expect(sim.desk.faults).toEqual([]);
  });

  it("happens by itself at the order's end", async () => {
    const end = new Date(Date.now() + HOUR).toISOString();
    await order(sim, NUMBER, { time_expire: `${end.slice(0, 19)}Z` });
    await order(sim, "SEVENDAYS1");
    sim.advance(HOUR);
    expect((await query(sim, NUMBER)).json.trade_state).toBe("CLOSED");
    expect((await query(sim, "SEVENDAYS1")).json.trade_state).toBe("NOTPAY");
    await expect(sim.phone.pay(LI_LEI, NUMBER)).rejects.toThrow("已关闭");
  });
});

describe("other ways to pay", () => {
  const native = (outTradeNo: string): Promise<{ json: Json }> =>
    pay(sim, {
      target: "/v3/pay/transactions/native",
      body: orderBody(sim.desk, outTradeNo, { payer: undefined }),
    });

  it("a native code is paid by whoever scans it", async () => {
    const { json } = await native(NUMBER);
    const codeUrl = String(json.code_url);
    expect(sim.phone.openPayment(TOM, { codeUrl }).outTradeNo).toBe(NUMBER);
    await sim.phone.pay(TOM, NUMBER);
    expect((await query(sim, NUMBER)).json).toMatchObject({ trade_type: "NATIVE", payer: { openid: TOM } });
    expect(() => sim.phone.openPayment(TOM, { codeUrl: "weixin://wxpay/bizpayurl?pr=none" })).toThrow();
  });

  it("a page for mobile browsers wants a referrer, lives five minutes and leads back", async () => {
    sim.console({ appUrl: "https://www.example.com" });
    const scene_info = { payer_client_ip: "127.0.0.1", h5_info: { type: "Wap" } };
    const body = orderBody(sim.desk, NUMBER, { payer: undefined, scene_info });
    const { json } = await pay(sim, { target: "/v3/pay/transactions/h5", body });
    const back = "https://www.example.com/orders";
    const address = new URL(`${json.h5_url}&redirect_url=${encodeURIComponent(back)}`);
    const path = address.pathname + address.search;
    const referer = { referer: "https://www.example.com/pricing" };
    expect((await ask(sim, path)).text).toContain("商家参数格式有误");
    const inWechat = { ...referer, "user-agent": "MicroMessenger/8" };
    expect((await ask(sim, path, undefined, inWechat)).text).toContain("请在微信外打开");
    const shown = await ask(sim, path, undefined, referer);
    expect(shown.text).toContain("¥99.00");
    const form = new URLSearchParams({ person: TOM, order: String(json.h5_url), back });
    const paid = await ask(sim, "/cgi-bin/mmpayweb-bin/pay", form.toString());
    expect([paid.status, paid.headers.get("location")]).toEqual([303, back]);
    expect((await query(sim, NUMBER)).json).toMatchObject({ trade_type: "MWEB", trade_state: "SUCCESS" });
    const again = await pay(sim, {
      target: "/v3/pay/transactions/h5",
      body: orderBody(sim.desk, "H5LATE0001", { payer: undefined, scene_info }),
    });
    sim.advance(5 * 60_000);
    expect(() => sim.phone.openPayment(TOM, { h5Url: String(again.json.h5_url) })).toThrow("已过期");
  });
});

describe("who signs", () => {
  it("follows the console, and the serial that a request names", async () => {
    const { desk } = sim;
    const { certificate } = desk as World;
    const serialOf = async (headers?: Record<string, string>) => {
      const answer = await pay(sim, { target: `/v3/pay/transactions/id/1?mchid=${desk.mchid}`, headers });
      expect(answer.isSigned).toBe(true);
      return answer.headers.get("wechatpay-serial");
    };
    expect(await serialOf()).toBe(desk.publicKeyId);
    expect(await serialOf({ "wechatpay-serial": certificate.serial })).toBe(certificate.serial);
    sim.console({ signWith: "certificate" });
    expect(await serialOf()).toBe(certificate.serial);
    expect(await serialOf({ "wechatpay-serial": desk.publicKeyId })).toBe(desk.publicKeyId);
  });

  it("hands out its certificate, sealed, to merchants who use one", async () => {
    expect(await pay(sim, { target: "/v3/certificates" })).toMatchObject({
      status: 404,
      json: { code: "RESOURCE_NOT_EXISTS" },
    });
    sim.console({ signWith: "certificate" });
    const { json, isSigned } = await pay(sim, { target: "/v3/certificates" });
    const [entry] = json.data as { serial_no: string; encrypt_certificate: Parameters<typeof unseal>[0] }[];
    const pem = entry ? unseal(entry.encrypt_certificate, sim.desk.apiV3Key) : "";
    const certificate = new X509Certificate(pem);
    expect(certificate.serialNumber).toBe(entry?.serial_no);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.validFromDate < new Date() && certificate.validToDate > new Date()).toBe(true);
    expect(isSigned).toBe(true);
  });
});
