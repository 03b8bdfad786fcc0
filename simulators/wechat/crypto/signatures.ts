import { createPublicKey, createSign, createVerify, type KeyObject, X509Certificate } from "node:crypto";

/** RSA PKCS#1 v1.5 with SHA-256 over lines that each end with LF, as WeChat Pay signs everything. */

const lined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

export const signText = (text: string, key: KeyObject): string =>
  createSign("RSA-SHA256").update(text).sign(key, "base64");

export const verifyText = (text: string, signature: string, key: KeyObject): boolean =>
  createVerify("RSA-SHA256").update(text).verify(key, signature, "base64");

/** What a merchant signs; `target` is the path with its query exactly as on the wire. */
export const requestText = (request: {
  method: string;
  target: string;
  timestamp: string;
  nonce: string;
  body: string;
}): string => lined([request.method, request.target, request.timestamp, request.nonce, request.body]);

/** What WeChat Pay signs in replies and callbacks. */
export const replyText = (reply: { timestamp: string; nonce: string; body: string }): string =>
  lined([reply.timestamp, reply.nonce, reply.body]);

/** What the page's `paySign` covers. */
export const invocationText = (page: {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
}): string => lined([page.appId, page.timeStamp, page.nonceStr, page.package]);

/** The key in a PEM, bare or in a certificate. */
export const publicKeyOf = (pem: string): KeyObject =>
  pem.includes("BEGIN CERTIFICATE") ? new X509Certificate(pem).publicKey : createPublicKey(pem);
