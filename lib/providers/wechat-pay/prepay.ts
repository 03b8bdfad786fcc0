import { type KeyObject, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { badRequest } from "./errors";
import { lines, signText } from "./signature";
import type { JsapiParameters, PrepayRequest, WechatPay } from "./words";

const MAX_DESCRIPTION_CHARS = 127;
const MAX_REASON_CHARS = 80;
const MAX_PAY_NOTIFY_CHARS = 255;
const MAX_REFUND_NOTIFY_CHARS = 256;
const OUT_TRADE_NO = /^[\w|*-]{6,32}$/;
const OUT_REFUND_NO = /^[\w|*@-]{1,64}$/;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Merchant {
  appid: string;
  mchid: string;
}

/**
 * The JSON of an order. Fields and limits: pay.weixin.qq.com/doc/v3/merchant/4012525167. A longer description is cut;
 * anything else out of bounds throws WechatPayError `setup`, since it is a bug of the caller's.
 */
export function prepayBodyOf({ appid, mchid }: Merchant, request: PrepayRequest): string {
  const { outTradeNo, amountFen, expiresAt } = request;
  checkOutTradeNo(outTradeNo);
  checkFen(amountFen);
  const description = cut(request.description, MAX_DESCRIPTION_CHARS);
  if (!description) throw badRequest("An order needs a description.");
  if (Number.isNaN(expiresAt.getTime())) throw badRequest("An order needs a time at which it expires.");
  return JSON.stringify({
    appid,
    mchid,
    description,
    out_trade_no: outTradeNo,
    time_expire: shanghaiTime(expiresAt),
    notify_url: notifyUrl(request.notifyUrl, MAX_PAY_NOTIFY_CHARS),
    amount: { total: amountFen, currency: "CNY" },
    ...payerOf(request),
  });
}

function payerOf({ tradeType, openid, payerAddress }: PrepayRequest): object {
  switch (tradeType) {
    case "jsapi":
      if (!openid || openid.length > 128) throw badRequest("A JSAPI order needs the openid of its payer.");
      return { payer: { openid } };
    case "h5":
      if (!payerAddress || isIP(payerAddress) === 0)
        throw badRequest("An H5 order needs the IP address of its payer.");
      return { scene_info: { payer_client_ip: payerAddress, h5_info: { type: "Wap" } } };
    case "native":
      return {};
  }
}

/** The JSON of a refund (pay.weixin.qq.com/doc/v3/merchant, 申请退款). Throws like `prepayBodyOf`. */
export function refundBodyOf(request: Parameters<WechatPay["refundBody"]>[0]): string {
  const { outRefundNo, outTradeNo, refundFen, totalFen } = request;
  checkOutTradeNo(outTradeNo);
  if (!OUT_REFUND_NO.test(outRefundNo)) throw badRequest("This is no number for a refund.");
  checkFen(refundFen);
  checkFen(totalFen);
  if (refundFen > totalFen) throw badRequest("A refund is not larger than its order.");
  const reason = cut(request.reason, MAX_REASON_CHARS);
  return JSON.stringify({
    out_trade_no: outTradeNo,
    out_refund_no: outRefundNo,
    ...(reason ? { reason } : {}),
    notify_url: notifyUrl(request.notifyUrl, MAX_REFUND_NOTIFY_CHARS),
    amount: { refund: refundFen, total: totalFen, currency: "CNY" },
  });
}

/**
 * What the page hands to `getBrandWCPayRequest`. The signature covers the whole package text, `prepay_id=` included,
 * and the time stamp is text (pay.weixin.qq.com/doc/v3/merchant, JSAPI 调起支付).
 */
export function jsapiParametersOf(
  { appid, key }: { appid: string; key: KeyObject },
  { prepayId, now, nonce }: { prepayId: string; now: Date; nonce?: string },
): JsapiParameters {
  const timeStamp = String(Math.floor(now.getTime() / 1000));
  const nonceStr = nonce ?? randomBytes(16).toString("hex");
  const content = `prepay_id=${prepayId}`;
  const paySign = signText(key, lines(appid, timeStamp, nonceStr, content));
  return { appId: appid, timeStamp, nonceStr, package: content, signType: "RSA", paySign };
}

/** RFC 3339 with Shanghai's offset, in whole seconds. */
const shanghaiTime = (at: Date): string =>
  `${new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/** One line of at most so many characters; no character is cut in two. */
function cut(text: string, maxChars: number): string {
  const line = text.toWellFormed().replaceAll(/\p{Cc}+/gu, " ");
  return [...line.trim()].slice(0, maxChars).join("").trim();
}

function checkOutTradeNo(outTradeNo: string): void {
  if (!OUT_TRADE_NO.test(outTradeNo)) throw badRequest("This is no number for an order.");
}

function checkFen(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 1)
    throw badRequest("An amount is a whole number of fen, at least 1.");
}

/** Notices go to an address without a query; the vendor refuses others. */
function notifyUrl(text: string, maxChars: number): string {
  const url = URL.parse(text);
  const usable = url && /^https?:$/.test(url.protocol) && !/[?#]/.test(text) && text.length <= maxChars;
  if (!usable) throw badRequest("Notices need an address without a query.");
  return text;
}
