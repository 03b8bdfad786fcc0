import { describe, expect, it } from "vitest";
import { prepayBodyOf, refundBodyOf } from "./prepay";
import { type PrepayRequest, WechatPayError } from "./words";

const merchant = { appid: "wxd678efb567a96787", mchid: "1900007291" };
const request: PrepayRequest = {
  tradeType: "native",
  outTradeNo: "XT000001",
  description: "星图会员",
  amountFen: 1,
  expiresAt: new Date("2026-12-31T16:30:00.999Z"),
  notifyUrl: "https://m.xintuxiangce.net/api/wechat/pay/notify",
  openid: "oXinTuTestOpenid0000000000001",
  payerAddress: "2001:db8::7",
};
const body = (changes: Partial<PrepayRequest> = {}) =>
  JSON.parse(prepayBodyOf(merchant, { ...request, ...changes }));

describe("the body of an order", () => {
  it("is the same text for the same order", () => {
    expect(prepayBodyOf(merchant, request)).toBe(
      '{"appid":"wxd678efb567a96787","mchid":"1900007291","description":"星图会员","out_trade_no":"XT000001",' +
        '"time_expire":"2027-01-01T00:30:00+08:00",' +
        '"notify_url":"https://m.xintuxiangce.net/api/wechat/pay/notify","amount":{"total":1,"currency":"CNY"}}',
    );
    expect(prepayBodyOf(merchant, { ...request })).toBe(prepayBodyOf(merchant, request));
  });

  it("names the payer of a JSAPI order and the address of an H5 order, and nobody in a native one", () => {
    expect(body({ tradeType: "jsapi" })).toMatchObject({ payer: { openid: request.openid } });
    expect(body({ tradeType: "jsapi" })).not.toHaveProperty("scene_info");
    const h5 = body({ tradeType: "h5" });
    expect(h5.scene_info).toEqual({ payer_client_ip: "2001:db8::7", h5_info: { type: "Wap" } });
    expect(h5).not.toHaveProperty("payer");
    expect(body()).not.toHaveProperty("payer");
    expect(body()).not.toHaveProperty("scene_info");
  });

  it("cuts a description at 127 characters and none of them in two", () => {
    expect(body({ description: "图".repeat(127) }).description).toBe("图".repeat(127));
    expect(body({ description: "图".repeat(200) }).description).toBe("图".repeat(127));
    expect([...body({ description: "🖼".repeat(200) }).description]).toHaveLength(127);
    expect(body({ description: "🖼".repeat(200) }).description.isWellFormed()).toBe(true);
    expect(body({ description: " a\r\n\tb\ud800 " }).description).toBe("a b\ufffd");
  });

  it.each<[string, Partial<PrepayRequest>]>([
    ["a number that is too short", { outTradeNo: "XT001" }],
    ["a number that is too long", { outTradeNo: "X".repeat(33) }],
    ["a number with another character", { outTradeNo: "XT/00001" }],
    ["a number with a line break", { outTradeNo: "XT000001\n" }],
    ["nothing to pay", { amountFen: 0 }],
    ["a fraction of a fen", { amountFen: 9.9 }],
    ["an amount that is no number", { amountFen: Number.NaN }],
    ["no description", { description: " \n" }],
    ["no expiry", { expiresAt: new Date(Number.NaN) }],
    ["a query in the address of notices", { notifyUrl: "https://m.xintuxiangce.net/notify?a=1" }],
    ["an address of notices that is none", { notifyUrl: "/notify" }],
    [
      "an address of notices that is too long",
      { notifyUrl: `https://m.xintuxiangce.net/${"n".repeat(240)}` },
    ],
    ["a JSAPI order without its payer", { tradeType: "jsapi", openid: undefined }],
    ["an H5 order without an address", { tradeType: "h5", payerAddress: "unknown" }],
  ])("is not made with %s, and the error quotes nothing", (_, changes) => {
    const make = () => prepayBodyOf(merchant, { ...request, ...changes });
    expect(make).toThrow(WechatPayError);
    expect(make).toThrow(expect.objectContaining({ trouble: "setup" }));
    expect(make).not.toThrow(/XT|oXin|http/);
  });

  it.each(["XT_-|*1", "x".repeat(32), "000000"])("takes the number %s", (outTradeNo) => {
    expect(body({ outTradeNo }).out_trade_no).toBe(outTradeNo);
  });
});

describe("the body of a refund", () => {
  const refund = {
    outRefundNo: "XTR1@a|b*c-_",
    outTradeNo: "XT000001",
    refundFen: 50,
    totalFen: 100,
    reason: "退".repeat(90),
    notifyUrl: "https://m.xintuxiangce.net/api/wechat/pay/refund-notify",
  };

  it("is the same text for the same refund, with a reason of at most 80 characters", () => {
    expect(refundBodyOf(refund)).toBe(
      `{"out_trade_no":"XT000001","out_refund_no":"XTR1@a|b*c-_","reason":"${"退".repeat(80)}",` +
        '"notify_url":"https://m.xintuxiangce.net/api/wechat/pay/refund-notify",' +
        '"amount":{"refund":50,"total":100,"currency":"CNY"}}',
    );
    expect(JSON.parse(refundBodyOf({ ...refund, reason: " " }))).not.toHaveProperty("reason");
  });

  it.each([
    ["more than was paid", { refundFen: 101 }],
    ["nothing", { refundFen: 0 }],
    ["a fraction", { refundFen: 0.5 }],
    ["no number", { outRefundNo: "" }],
    ["a number with another character", { outRefundNo: "退款1" }],
    ["a wrong order number", { outTradeNo: "x" }],
    ["a query in the address of notices", { notifyUrl: "https://m.xintuxiangce.net/?x" }],
  ])("is not made with %s", (_, changes) => {
    expect(() => refundBodyOf({ ...refund, ...changes })).toThrow(
      expect.objectContaining({ trouble: "setup" }),
    );
  });
});
