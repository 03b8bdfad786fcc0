import { createPrivateKey, randomBytes } from "node:crypto";
import { type SimOutcome, type SimRequest, type Simulator, startSimulator } from "@/simulators/kit/server";
import { publicKeyOf, replyText, requestText, signText, verifyText } from "./crypto/signatures";
import type { Desk } from "./desk";
import { startWechatSimulator, type WechatSimulator } from "./server";
import { newPrivateKeys, type PrivateKeys, type World } from "./world";

let keys: Promise<PrivateKeys> | undefined;

/** A simulator of its own for a test; all of one file have the same keys, since making them takes long. */
export async function startWechat(options: { speed?: number } = {}): Promise<WechatSimulator> {
  keys ??= newPrivateKeys();
  return startWechatSimulator({ ...options, keys: await keys });
}

/** The fields of a JSON answer, loosely, as tests look at them. */
export type Json = Record<string, unknown>;

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  json: Json;
  /** The reply's signature holds under the key that its serial names. */
  isSigned: boolean;
}

interface Target {
  url: string;
  desk: Desk;
}

const keyOf = (desk: Desk, serial: string | null) =>
  serial === desk.publicKeyId
    ? publicKeyOf(desk.platformPublicKey)
    : publicKeyOf((desk as World).certificate.pem);

async function answered(desk: Desk, response: Response): Promise<Answered> {
  const { status, headers } = response;
  const text = await response.text();
  const timestamp = headers.get("wechatpay-timestamp") ?? "";
  const nonce = headers.get("wechatpay-nonce") ?? "";
  const signature = headers.get("wechatpay-signature") ?? "";
  const key = keyOf(desk, headers.get("wechatpay-serial"));
  const isSigned = verifyText(replyText({ timestamp, nonce, body: text }), signature, key);
  const isJson = text.startsWith("{");
  return { status, headers, text, json: isJson ? (JSON.parse(text) as Json) : {}, isSigned };
}

export interface PayCall {
  method?: "GET" | "POST";
  /** Path and query. */
  target: string;
  body?: unknown;
  /** Replaces parts of the authorization or headers. */
  timestamp?: string;
  mchid?: string;
  serial?: string;
  signedBody?: string;
  headers?: Record<string, string>;
}

/** A signed call of the merchant. */
export async function pay(at: Target, call: PayCall): Promise<Answered> {
  const { desk, url } = at;
  const text =
    call.body === undefined ? "" : typeof call.body === "string" ? call.body : JSON.stringify(call.body);
  const method = call.method ?? (text ? "POST" : "GET");
  const timestamp = call.timestamp ?? String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString("hex");
  const message = requestText({
    method,
    target: call.target,
    timestamp,
    nonce,
    body: call.signedBody ?? text,
  });
  const signature = signText(message, createPrivateKey(desk.merchantPrivateKey));
  const response = await fetch(`${url}${call.target}`, {
    method,
    body: text || undefined,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "test",
      authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${call.mchid ?? desk.mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${call.serial ?? desk.merchantSerial}"`,
      ...call.headers,
    },
  });
  return answered(desk, response);
}

export const LI_LEI = "oXtDemoLiLei_000000000000001";
export const TOM = "oXtDemoTom_00000000000000004";
export const VISITOR = "oXtDemoSnapshot_000000000005";

/** The body of a JSAPI order as it should be. */
export const orderBody = (desk: Desk, outTradeNo: string, more: Json = {}): Json => ({
  appid: desk.appid,
  mchid: desk.mchid,
  description: "专业版会员",
  out_trade_no: outTradeNo,
  notify_url: "http://127.0.0.1:9/notify",
  amount: { total: 9_900, currency: "CNY" },
  payer: { openid: LI_LEI },
  ...more,
});

export const order = (at: Target, outTradeNo: string, more: Json = {}): Promise<Answered> =>
  pay(at, { target: "/v3/pay/transactions/jsapi", body: orderBody(at.desk, outTradeNo, more) });

export const query = (at: Target, outTradeNo: string): Promise<Answered> =>
  pay(at, { target: `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${at.desk.mchid}` });

export const close = (at: Target, outTradeNo: string): Promise<Answered> =>
  pay(at, {
    target: `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`,
    body: { mchid: at.desk.mchid },
  });

export const refund = (at: Target, outRefundNo: string, more: Json): Promise<Answered> =>
  pay(at, { target: "/v3/refund/domestic/refunds", body: { out_refund_no: outRefundNo, ...more } });

/** A call without a signature, its answer as JSON. */
export async function ask(at: Target, path: string, body?: unknown, headers?: Record<string, string>) {
  const response = await fetch(`${at.url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    headers,
    redirect: "manual",
  });
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as Json) : {};
  return { status: response.status, headers: response.headers, text, json };
}

export interface Merchant extends Simulator {
  received: SimRequest[];
}

/** A server that callbacks go to; the answer may depend on how many came before. */
export async function startMerchant(
  answer: (request: SimRequest, index: number) => SimOutcome = () => ({ status: 200, body: "" }),
): Promise<Merchant> {
  const received: SimRequest[] = [];
  const simulator = await startSimulator({
    name: "merchant",
    handle: (request) => answer(request, received.push(request) - 1),
  });
  return { ...simulator, received };
}
