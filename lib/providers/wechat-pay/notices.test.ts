import { describe, expect, it } from "vitest";
import { Formatter } from "wechatpay-axios-plugin";
import {
  API_V3_KEY,
  configOf,
  OPENID,
  openBank,
  PUBLIC_KEY_ID,
  pair,
  platform,
  sealed,
  signedHeaders,
} from "./bank.fixture";
import { wechatPay } from "./client";

const NOW = new Date("2026-11-21T01:31:05Z");
const stranger = pair();

const payment = {
  transaction_id: "4200000000202611210000000001",
  amount: { payer_total: 9900, total: 9900, currency: "CNY", payer_currency: "CNY" },
  mchid: "1900007291",
  trade_state: "SUCCESS",
  success_time: "2026-11-21T09:31:00+08:00",
  payer: { openid: OPENID },
  out_trade_no: "XT20261121093000000001",
  appid: "wxd678efb567a96787",
};

const refund = {
  mchid: "1900007291",
  transaction_id: payment.transaction_id,
  out_trade_no: payment.out_trade_no,
  refund_id: "50200207182018070300011301001",
  out_refund_no: "XTR1",
  refund_status: "ABNORMAL",
  user_received_account: "招商银行信用卡0403",
  amount: { total: 9900, refund: 100, payer_total: 9900, payer_refund: 100 },
};

interface Changes {
  event?: string;
  content?: object | string;
  resource?: (resource: ReturnType<typeof sealed>) => object;
  headers?: Record<string, string>;
  key?: typeof platform.privateKey;
  serial?: string;
  at?: Date;
  now?: Date;
  body?: (body: string) => string;
}

/** Sends a notice as WeChat Pay makes it, with changes, and tells what is read from it. */
function read({ event = "TRANSACTION.SUCCESS", content = payment, ...changes }: Changes = {}) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const resource = sealed(text, event.startsWith("REFUND") ? "refund" : "transaction");
  const sent = JSON.stringify({
    id: "EV-2026112100000000001",
    create_time: "2026-11-21T09:31:01+08:00",
    resource_type: "encrypt-resource",
    event_type: event,
    summary: "支付成功",
    resource: { original_type: "transaction", ...(changes.resource?.(resource) ?? resource) },
  });
  const { key = platform.privateKey, serial = PUBLIC_KEY_ID, at = NOW } = changes;
  const headers = new Headers({ ...signedHeaders(sent, { key, serial, at }), ...changes.headers });
  const raw = Buffer.from(changes.body?.(sent) ?? sent);
  return wechatPay(configOf("http://127.0.0.1:1")).readNotice({ headers, raw, now: changes.now ?? NOW });
}

describe("a notice that another library signed and encrypted", () => {
  it("of a payment is read", async () => {
    expect(await read()).toMatchObject({
      id: "EV-2026112100000000001",
      kind: "payment",
      transaction: {
        outTradeNo: payment.out_trade_no,
        amountFen: 9900,
        payerOpenid: OPENID,
        state: "success",
      },
    });
  });

  it("with a long nonce and without associated data is read", async () => {
    const resource = () => {
      const { associated_data, ...rest } = sealed(JSON.stringify(payment), "", Formatter.nonce(20));
      return rest;
    };
    expect(await read({ resource })).toMatchObject({ kind: "payment" });
  });

  it("of a payment to another merchant or appid is told as it is, so that it is seen", async () => {
    const content = { ...payment, mchid: "1900000001", appid: "wx0000000000000001" };
    expect(await read({ content })).toMatchObject({
      kind: "payment",
      transaction: { mchid: "1900000001", appid: "wx0000000000000001" },
    });
  });

  it.each(["REFUND.ABNORMAL", "REFUND.CLOSED", "REFUND.SUCCESS"])("%s is read as a refund", async (event) => {
    const refund_status = event.slice("REFUND.".length);
    expect(await read({ event, content: { ...refund, refund_status } })).toMatchObject({
      kind: "refund",
      refund: { outRefundNo: "XTR1", status: refund_status.toLowerCase(), refundFen: 100, succeededAt: null },
    });
  });

  it("about something else says so", async () => {
    expect(await read({ event: "COUPON.USE", content: {} })).toEqual({
      id: "EV-2026112100000000001",
      kind: "other",
      eventType: "COUPON.USE",
    });
  });
});

describe("nothing is read from a notice", () => {
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  it.each<[string, Changes]>([
    ["signed by somebody else", { key: stranger.privateKey }],
    ["signed with a key of an unknown id", { serial: "PUB_KEY_ID_2" }],
    ["signed with a certificate that cannot be fetched", { serial: "3A5C7E9F01B2D4F6081A2C3E" }],
    ["that was replayed after five minutes", { now: later(301) }],
    ["from the future", { now: later(-301) }],
    ["whose body was written anew", { body: (body) => JSON.stringify(JSON.parse(body), null, 1) }],
    ["with one byte more", { body: (body) => `${body}\n` }],
    ["without its signature", { headers: { "Wechatpay-Signature": "" } }],
    ["without its serial", { headers: { "Wechatpay-Serial": "" } }],
    ["without its nonce", { headers: { "Wechatpay-Nonce": "" } }],
    ["without its time", { headers: { "Wechatpay-Timestamp": "" } }],
    ["with a time that is no number", { headers: { "Wechatpay-Timestamp": "1e9" } }],
    ["encrypted with another nonce", { resource: (one) => ({ ...one, nonce: "000000000000" }) }],
    ["encrypted for another purpose", { resource: (one) => ({ ...one, associated_data: "refund" }) }],
    ["with content too short for a tag", { resource: (one) => ({ ...one, ciphertext: "AAAA" }) }],
    ["encrypted in another way", { resource: (one) => ({ ...one, algorithm: "AEAD_SM4_GCM" }) }],
    ["whose content is no payment", { content: { hello: 1 } }],
    ["whose content is no JSON", { content: "hello" }],
    ["of a payment without an amount", { content: { ...payment, amount: undefined } }],
    ["of a refund with another merchant", { event: "REFUND.SUCCESS", content: { ...refund, mchid: "1" } }],
    ["of a refund that holds a payment", { event: "REFUND.SUCCESS" }],
  ])("%s", async (_, changes) => {
    expect(await read(changes)).toBeNull();
  });

  it("of a key that is not the APIv3 key", async () => {
    const sent = JSON.stringify({
      id: "EV-1",
      event_type: "TRANSACTION.SUCCESS",
      resource: sealed("{}", "transaction"),
    });
    const pay = wechatPay(configOf("http://127.0.0.1:1", { apiV3Key: [...API_V3_KEY].reverse().join("") }));
    const headers = new Headers(signedHeaders(sent, { at: NOW }));
    expect(await pay.readNotice({ headers, raw: Buffer.from(sent), now: NOW })).toBeNull();
  });

  it("and an unknown serial asks WeChat Pay for its certificates once, however many such notices come", async () => {
    await using bank = await openBank(() => ({ status: 404, body: { code: "RESOURCE_NOT_EXISTS" } }));
    const pay = wechatPay(configOf(bank.url));
    const raw = Buffer.from("{}");
    const headers = new Headers(signedHeaders("{}", { serial: "3A5C7E9F01B2D4F6081A2C3E", at: NOW }));
    const read = await Promise.all(
      Array.from({ length: 20 }, () => pay.readNotice({ headers, raw, now: NOW })),
    );
    expect(new Set(read)).toEqual(new Set([null]));
    expect(bank.heard.map(({ target }) => target)).toEqual(["/v3/certificates"]);
  });
});
