import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { Formatter, Rsa } from "wechatpay-axios-plugin";
import { forget } from "@/lib/platform/process/singleton";
import {
  API_V3_KEY,
  closedUrl,
  configOf,
  merchant,
  OPENID,
  openBank,
  PUBLIC_KEY_ID,
  pem,
} from "./bank.fixture";
import { payConfig, wechatPay } from "./client";
import type { PrepayRequest } from "./words";

const order: PrepayRequest = {
  tradeType: "jsapi",
  outTradeNo: "XT20261121093000000001",
  description: "星图会员 专业版 1 个月",
  amountFen: 9900,
  expiresAt: new Date("2026-11-21T02:00:00Z"),
  notifyUrl: "https://m.xintuxiangce.net/api/wechat/pay/notify",
  openid: OPENID,
};

const paid = {
  appid: "wxd678efb567a96787",
  mchid: "1900007291",
  out_trade_no: order.outTradeNo,
  transaction_id: "4200000000202611210000000001",
  trade_type: "JSAPI",
  trade_state: "SUCCESS",
  trade_state_desc: "支付成功",
  success_time: "2026-11-21T09:31:00+08:00",
  payer: { openid: OPENID },
  amount: { total: 9900, payer_total: 9900, currency: "CNY", payer_currency: "CNY" },
};

const accepted = {
  refund_id: "50200207182018070300011301001",
  out_refund_no: "XTR20261121100000000001",
  transaction_id: paid.transaction_id,
  out_trade_no: order.outTradeNo,
  status: "PROCESSING",
  success_time: "0001-01-01T00:00:00Z",
  create_time: "2026-11-21T10:00:00+08:00",
  amount: { total: 9900, refund: 100, payer_total: 9900, payer_refund: 100, currency: "CNY" },
};

const refundRequest = {
  outRefundNo: accepted.out_refund_no,
  outTradeNo: order.outTradeNo,
  refundFen: 100,
  totalFen: 9900,
  reason: "多付",
  notifyUrl: "https://m.xintuxiangce.net/api/wechat/pay/refund-notify",
};

describe("calls of WeChat Pay", () => {
  it("an order is sent with exactly its stored body, signed, and names the public key to answer with", async () => {
    await using bank = await openBank(() => ({ body: { prepay_id: "wx21093000000000abcdef" } }));
    const pay = wechatPay(configOf(bank.url));
    const body = pay.prepayBody(order);
    expect(await pay.prepay("jsapi", body)).toEqual({ kind: "jsapi", value: "wx21093000000000abcdef" });
    expect(await pay.prepay("jsapi", body)).toEqual({ kind: "jsapi", value: "wx21093000000000abcdef" });
    expect(bank.heard).toHaveLength(2);
    for (const heard of bank.heard) {
      expect(heard).toMatchObject({
        method: "POST",
        target: "/v3/pay/transactions/jsapi",
        authorized: true,
        body,
      });
      expect(heard.headers).toMatchObject({
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "xintu",
        "wechatpay-serial": PUBLIC_KEY_ID,
      });
    }
    const nonces = bank.heard.map(
      ({ headers }) => /nonce_str="(\w{32})"/.exec(headers.authorization ?? "")?.[1],
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it.each([
    [
      "native",
      { code_url: "weixin://wxpay/bizpayurl?pr=JyC91EIz1" },
      "weixin://wxpay/bizpayurl?pr=JyC91EIz1",
    ],
    ["h5", { h5_url: "https://wx.tenpay.com/x?prepay_id=wx1" }, "https://wx.tenpay.com/x?prepay_id=wx1"],
  ] as const)("%s orders answer with what their payer needs", async (tradeType, answer, value) => {
    await using bank = await openBank(() => ({ body: answer }));
    const pay = wechatPay(configOf(bank.url));
    const body = pay.prepayBody({ ...order, tradeType, payerAddress: "203.0.113.9" });
    expect(await pay.prepay(tradeType, body)).toEqual({ kind: tradeType, value });
    expect(bank.heard[0]?.target).toBe(`/v3/pay/transactions/${tradeType}`);
  });

  it("an H5 address that is no web address is not handed to a browser", async () => {
    await using bank = await openBank(() => ({ body: { h5_url: "javascript:alert(1)" } }));
    const pay = wechatPay(configOf(bank.url));
    await expect(pay.prepay("h5", "{}")).rejects.toMatchObject({ trouble: "unknown" });
  });

  it("a query is signed over path and query as they go over the wire, and answers in our words", async () => {
    const outTradeNo = "XT|2026*1121-a_b";
    await using bank = await openBank(() => ({ body: { ...paid, out_trade_no: outTradeNo } }));
    const transaction = await wechatPay(configOf(bank.url)).query(outTradeNo);
    expect(bank.heard[0]).toMatchObject({
      method: "GET",
      target: "/v3/pay/transactions/out-trade-no/XT%7C2026*1121-a_b?mchid=1900007291",
      authorized: true,
      body: "",
    });
    expect(transaction).toEqual({
      appid: paid.appid,
      mchid: paid.mchid,
      outTradeNo,
      transactionId: paid.transaction_id,
      state: "success",
      amountFen: 9900,
      currency: "CNY",
      payerOpenid: OPENID,
      paidAt: new Date("2026-11-21T01:31:00Z"),
    });
  });

  it("an order that nobody has paid has no number, payer, amount or time", async () => {
    const { transaction_id, success_time, payer, amount, ...rest } = paid;
    await using bank = await openBank(() => ({
      body: { ...rest, trade_state: "NOTPAY", transaction_id: "" },
    }));
    expect(await wechatPay(configOf(bank.url)).query(order.outTradeNo)).toMatchObject({
      state: "notpay",
      transactionId: null,
      amountFen: null,
      payerOpenid: null,
      paidAt: null,
    });
  });

  it.each([
    ["about another order", { ...paid, out_trade_no: "XT0" }],
    ["paid without a number", { ...paid, transaction_id: undefined }],
    ["paid without an amount", { ...paid, amount: undefined }],
    ["with a fraction of a fen", { ...paid, amount: { total: 99.5, currency: "CNY" } }],
    ["in a state that is not known", { ...paid, trade_state: "SOMETHING" }],
    ["that is not JSON", "<html>"],
  ])("a signed answer %s concludes nothing", async (_, body) => {
    await using bank = await openBank(() => ({ body }));
    await expect(wechatPay(configOf(bank.url)).query(order.outTradeNo)).rejects.toMatchObject({
      name: "WechatPayError",
      trouble: "unknown",
      requestId: "08F6-268498688",
    });
  });

  it("closing resolves on 204 with an empty signed body", async () => {
    await using bank = await openBank(() => ({ status: 204 }));
    await wechatPay(configOf(bank.url)).close(order.outTradeNo);
    expect(bank.heard).toHaveLength(1);
    expect(bank.heard[0]).toMatchObject({
      method: "POST",
      target: `/v3/pay/transactions/out-trade-no/${order.outTradeNo}/close`,
      body: '{"mchid":"1900007291"}',
      authorized: true,
    });
  });

  it("closing what is closed already is done, and what is paid is told", async () => {
    let code = "ORDER_CLOSED";
    await using bank = await openBank(() => ({ status: 400, body: { code, message: "订单" } }));
    const pay = wechatPay(configOf(bank.url));
    await pay.close(order.outTradeNo);
    code = "ORDERPAID";
    await expect(pay.close(order.outTradeNo)).rejects.toMatchObject({ trouble: "paid", code: "ORDERPAID" });
  });

  it("a refund is accepted under its number, and its time counts only once it is through", async () => {
    await using bank = await openBank(({ method }) => ({
      body:
        method === "POST"
          ? accepted
          : { ...accepted, status: "SUCCESS", success_time: "2026-11-21T10:05:00+08:00" },
    }));
    const pay = wechatPay(configOf(bank.url));
    const body = pay.refundBody(refundRequest);
    const report = {
      refundId: accepted.refund_id,
      outRefundNo: accepted.out_refund_no,
      outTradeNo: order.outTradeNo,
      transactionId: paid.transaction_id,
      status: "processing",
      refundFen: 100,
      totalFen: 9900,
      succeededAt: null,
    };
    expect(await pay.refund(body)).toEqual(report);
    expect(bank.heard[0]).toMatchObject({ target: "/v3/refund/domestic/refunds", body, authorized: true });
    expect(await pay.queryRefund(accepted.out_refund_no)).toEqual({
      ...report,
      status: "success",
      succeededAt: new Date("2026-11-21T02:05:00Z"),
    });
    expect(bank.heard[1]?.target).toBe(`/v3/refund/domestic/refunds/${accepted.out_refund_no}`);
  });

  it("an answer about another refund is no answer", async () => {
    await using bank = await openBank(() => ({ body: { ...accepted, out_refund_no: "XTR2" } }));
    const pay = wechatPay(configOf(bank.url));
    await expect(pay.refund(pay.refundBody(refundRequest))).rejects.toMatchObject({ trouble: "unknown" });
    await expect(pay.queryRefund("XTR1")).rejects.toMatchObject({ trouble: "unknown" });
  });

  it("where no connection comes about the backup is asked, for orders as well: nothing had been sent", async () => {
    await using bank = await openBank(() => ({ body: { prepay_id: "wx1" } }));
    const pay = wechatPay(configOf(await closedUrl(), { backupUrl: bank.url }));
    expect(await pay.prepay("jsapi", pay.prepayBody(order))).toEqual({ kind: "jsapi", value: "wx1" });
    expect(bank.heard).toMatchObject([{ authorized: true }]);
  });

  it("the parameters for the page verify with the merchant's public key", () => {
    const pay = wechatPay(configOf("http://127.0.0.1:1"));
    const { paySign, ...rest } = pay.jsapiParameters("wx21", new Date("2026-11-21T01:30:00.900Z"));
    expect(rest).toMatchObject({
      appId: "wxd678efb567a96787",
      timeStamp: "1795224600",
      package: "prepay_id=wx21",
    });
    const message = Formatter.joinedByLineFeed(rest.appId, rest.timeStamp, rest.nonceStr, rest.package);
    expect(Rsa.verify(message, paySign, pem(merchant.publicKey))).toBe(true);
  });

  it("an unusable configuration is told without quoting it", () => {
    const broken = () => wechatPay(configOf("http://127.0.0.1:1", { privateKey: "-----BEGIN secret-----" }));
    expect(broken).toThrow(expect.objectContaining({ trouble: "setup" }));
    expect(broken).not.toThrow(/secret/);
    const elliptic = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey);
    const foreign = () =>
      wechatPay(configOf("http://127.0.0.1:1", { publicKey: { id: PUBLIC_KEY_ID, pem: elliptic } }));
    expect(foreign).toThrow(/RSA/);
    const short = () => wechatPay(configOf("http://127.0.0.1:1", { apiV3Key: "密".repeat(32) }));
    expect(short).toThrow(/32 bytes/);
  });

  it("a process without a merchant has no configuration", () => {
    expect(payConfig()).toBeNull();
  });

  it("a process with a merchant reads its configuration from the environment, keys on one line as well", () => {
    const { appid, mchid, merchantSerial, privateKey, publicKey } = configOf("https://pay.invalid");
    const variables = {
      WECHAT_APP_ID: appid,
      WECHAT_APP_SECRET: "secret",
      WECHAT_TOKEN: "token",
      WECHAT_AES_KEY: "A".repeat(43),
      WECHAT_PAY_MCH_ID: mchid,
      WECHAT_PAY_SERIAL: merchantSerial,
      WECHAT_PAY_PRIVATE_KEY: privateKey.replaceAll("\n", "\\n"),
      WECHAT_PAY_API_V3_KEY: API_V3_KEY,
      WECHAT_PAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID,
      WECHAT_PAY_PUBLIC_KEY: publicKey?.pem,
      WECHAT_PAY_BASE: "https://pay.invalid",
      WECHAT_PAY_BACKUP_BASE: "https://pay2.invalid",
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    forget("env");
    try {
      const config = payConfig();
      expect(config).toMatchObject({
        appid,
        mchid,
        merchantSerial,
        apiV3Key: API_V3_KEY,
        publicKey: { id: PUBLIC_KEY_ID },
        baseUrl: "https://pay.invalid",
        backupUrl: "https://pay2.invalid",
      });
      expect(config && wechatPay(config).mchid).toBe(mchid);
    } finally {
      vi.unstubAllEnvs();
      forget("env");
    }
  });
});
