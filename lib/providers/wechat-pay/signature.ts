import { type KeyObject, sign, verify } from "node:crypto";

const SCHEME = "WECHATPAY2-SHA256-RSA2048";
/** How far the clock of a reply or notice may be from ours; WeChat's own tolerance is the same. */
const TOLERANCE_S = 300;

export interface Signer {
  mchid: string;
  /** Hex serial of the merchant certificate. */
  serial: string;
  key: KeyObject;
}

export interface SignedRequest {
  method: string;
  /** Path and query exactly as on the wire. */
  target: string;
  /** Unix seconds. */
  timestamp: number;
  nonce: string;
  /** The exact text that is sent; empty for GET. */
  body: string;
}

/** RSA PKCS#1 v1.5 over SHA-256, in base64. */
export const signText = (key: KeyObject, message: string): string =>
  sign("RSA-SHA256", Buffer.from(message), key).toString("base64");

/** Lines as WeChat Pay signs them: every one ends with LF, the last as well. */
export const lines = (...parts: (string | number)[]): string => parts.map((part) => `${part}\n`).join("");

/** The Authorization header of a request (pay.weixin.qq.com/doc/v3/merchant/4012365336). */
export function authorizationOf(signer: Signer, request: SignedRequest): string {
  const { method, target, timestamp, nonce, body } = request;
  const signature = signText(signer.key, lines(method, target, timestamp, nonce, body));
  const fields = { mchid: signer.mchid, nonce_str: nonce, signature, timestamp, serial_no: signer.serial };
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return `${SCHEME} ${list.join(",")}`;
}

/** Finds WeChat Pay's key of a serial; null when nobody has it. */
export type KeyOf = (serial: string) => Promise<KeyObject | null>;

/**
 * What a signature proves. `unsigned`: not one of the headers is there. `wrong`: some are missing or malformed, or the
 * signature is not of these bytes. Only `holds` makes content believable.
 */
export type Proof = "holds" | "unsigned" | "old" | "unknown_key" | "wrong";

/**
 * Checks a reply or a notice over its raw bytes, in the order that WeChat Pay demands: headers, time, key by
 * serial, signature (pay.weixin.qq.com/doc/v3/merchant/4013053249). Probes (`WECHATPAY/SIGNTEST/…`) are simply wrong.
 */
export async function verifySignature(signed: {
  headers: Headers;
  raw: Uint8Array;
  now: Date;
  keyOf: KeyOf;
}): Promise<Proof> {
  const header = (name: string) => signed.headers.get(`wechatpay-${name}`) ?? "";
  const [timestamp, nonce, signature, serial] = [
    header("timestamp"),
    header("nonce"),
    header("signature"),
    header("serial"),
  ];
  if (!timestamp && !nonce && !signature && !serial) return "unsigned";
  if (!nonce || !signature || !serial || !/^\d{1,12}$/.test(timestamp)) return "wrong";
  if (Math.abs(signed.now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return "old";
  const key = await signed.keyOf(serial);
  if (!key) return "unknown_key";
  const message = Buffer.concat([Buffer.from(lines(timestamp, nonce)), signed.raw, Buffer.from("\n")]);
  return verify("RSA-SHA256", message, key, Buffer.from(signature, "base64")) ? "holds" : "wrong";
}
