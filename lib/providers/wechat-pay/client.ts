import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { env } from "@/lib/platform/env";
import { fetchBill } from "./bill/bill";
import type { PayConfig } from "./config";
import { badRequest, notReadable, type Subject } from "./errors";
import { readPayNotice } from "./notices";
import { jsapiParametersOf, prepayBodyOf, refundBodyOf } from "./prepay";
import { refundOf, transactionOf } from "./reshape";
import { type Answer, ask, type Call, type Line, send } from "./transport";
import { prepaidBodies, readAs, refundBody, refundRequest, transactionBody } from "./types";
import { verifiersOf } from "./verifiers";
import {
  type Prepaid,
  type RefundReport,
  type TradeType,
  type Transaction,
  type WechatPay,
  WechatPayError,
} from "./words";

/**
 * WeChat Pay's API v3 for one merchant. It remembers platform certificates: keep one per process. Throws
 * WechatPayError `setup` when a key of the configuration is of no use. What to conclude from the errors of
 * its calls stands in the README.
 */
export function wechatPay(config: PayConfig): WechatPay {
  const privateKey = readyKey(config);
  const { appid, mchid } = config;
  const line: Line = { config, privateKey, now: config.now ?? (() => new Date()) };
  const keyOf = verifiersOf(config, {
    now: line.now,
    download: () => send(line, { method: "GET", target: "/v3/certificates" }),
  });
  const repeatable = (subject: Subject, call: Call) => ask(line, call, { keyOf, subject, repeatable: true });
  const once = (subject: Subject, call: Call) => ask(line, call, { keyOf, subject, repeatable: false });
  return {
    appid,
    mchid,
    prepayBody: (request) => prepayBodyOf({ appid, mchid }, request),
    prepay: (tradeType, body) => prepay(once, tradeType, body),
    jsapiParameters: (prepayId, now) => jsapiParametersOf({ appid, key: privateKey }, { prepayId, now }),
    query: (outTradeNo) => query(repeatable, outTradeNo, mchid),
    close: (outTradeNo) => close(repeatable, outTradeNo, mchid),
    refundBody: refundBodyOf,
    refund: (body) => refund(once, body),
    queryRefund: (outRefundNo) => queryRefund(repeatable, outRefundNo),
    tradeBill: (date) => fetchBill(line, (call) => repeatable("bill", call), date),
    readNotice: (notice) => readPayNotice({ config, keyOf }, notice),
  };
}

/** The merchant of this process; null when WECHAT_PAY_MCH_ID is unset. */
export function payConfig(): PayConfig | null {
  const all = env();
  const { WECHAT_APP_ID: appid, WECHAT_PAY_MCH_ID: mchid, WECHAT_PAY_SERIAL: merchantSerial } = all;
  const { WECHAT_PAY_PRIVATE_KEY: privateKey, WECHAT_PAY_API_V3_KEY: apiV3Key } = all;
  const { WECHAT_PAY_PUBLIC_KEY_ID: id, WECHAT_PAY_PUBLIC_KEY: pem } = all;
  // The environment has refused some of them without the others.
  if (!appid || !mchid || !merchantSerial || !privateKey || !apiV3Key) return null;
  return {
    appid,
    mchid,
    merchantSerial,
    privateKey,
    apiV3Key,
    publicKey: id && pem ? { id, pem } : null,
    baseUrl: all.WECHAT_PAY_BASE,
    backupUrl: all.WECHAT_PAY_BACKUP_BASE ?? null,
  };
}

type Exchange = (subject: Subject, call: Call) => Promise<Answer>;

function readyKey({ privateKey, publicKey, apiV3Key }: PayConfig): KeyObject {
  if (Buffer.byteLength(apiV3Key) !== 32) throw badRequest("The APIv3 key has not 32 bytes.");
  try {
    const key = createPrivateKey(privateKey);
    const keys = publicKey ? [key, createPublicKey(publicKey.pem)] : [key];
    if (keys.every(({ asymmetricKeyType }) => asymmetricKeyType === "rsa")) return key;
  } catch {
    // Whatever the parser says, a key is never quoted.
  }
  throw badRequest("A key of the merchant's configuration is not an RSA key in PEM.");
}

async function prepay(exchange: Exchange, tradeType: TradeType, body: string): Promise<Prepaid> {
  const answer = await exchange("order", {
    method: "POST",
    target: `/v3/pay/transactions/${tradeType}`,
    body,
  });
  const value = readAs(prepaidBodies[tradeType], answer.raw);
  if (!value) throw notReadable(answer.requestId);
  return { kind: tradeType, value };
}

async function query(exchange: Exchange, outTradeNo: string, mchid: string): Promise<Transaction> {
  const target = `${orderPath(outTradeNo)}?mchid=${encodeURIComponent(mchid)}`;
  const answer = await exchange("order", { method: "GET", target });
  const body = readAs(transactionBody, answer.raw);
  // An answer about another order is no answer.
  if (!body || body.out_trade_no !== outTradeNo) throw notReadable(answer.requestId);
  return transactionOf(body);
}

/** Repeating it is safe, and an order that is closed already is what was wanted. */
async function close(exchange: Exchange, outTradeNo: string, mchid: string): Promise<void> {
  const call: Call = {
    method: "POST",
    target: `${orderPath(outTradeNo)}/close`,
    body: JSON.stringify({ mchid }),
  };
  try {
    await exchange("order", call);
  } catch (error) {
    if (!(error instanceof WechatPayError) || error.trouble !== "closed") throw error;
  }
}

async function refund(exchange: Exchange, body: string): Promise<RefundReport> {
  const answer = await exchange("refund", { method: "POST", target: REFUNDS, body });
  const report = reportOf(answer);
  const asked = readAs(refundRequest, Buffer.from(body));
  if (report.outRefundNo !== asked?.out_refund_no) throw notReadable(answer.requestId);
  return report;
}

async function queryRefund(exchange: Exchange, outRefundNo: string): Promise<RefundReport> {
  const target = `${REFUNDS}/${encodeURIComponent(outRefundNo)}`;
  const answer = await exchange("refund", { method: "GET", target });
  const report = reportOf(answer);
  if (report.outRefundNo !== outRefundNo) throw notReadable(answer.requestId);
  return report;
}

const REFUNDS = "/v3/refund/domestic/refunds";
const orderPath = (outTradeNo: string) =>
  `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`;

function reportOf(answer: Answer): RefundReport {
  const body = readAs(refundBody, answer.raw);
  if (!body) throw notReadable(answer.requestId);
  return refundOf(body);
}
