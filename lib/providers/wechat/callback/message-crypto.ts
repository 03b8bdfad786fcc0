import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { equalInConstantTime } from "@/lib/platform/crypto";

/** WXBizMsgCrypt: PKCS#7 with blocks of 32 bytes, which Node's own padding (16) does not know. */
const PAD_BLOCK = 32;
const HEAD_BYTES = 16 + 4;

/** hex(sha1) over the parts, sorted as plain strings and joined by nothing. */
export const signatureOf = (parts: readonly string[]): string =>
  createHash("sha1")
    .update([...parts].sort().join(""))
    .digest("hex");

export interface Signed {
  /** The signature that came. */
  signature: string | null;
  timestamp: string | null;
  nonce: string | null;
}

/**
 * Whether a callback's signature holds; with `encrypt` it is msg_signature, which covers the content. Nothing
 * separates the signed parts, so parts that could lend each other characters are refused by their form.
 */
export function signatureHolds(token: string, signed: Signed, encrypt?: string): boolean {
  const { signature, timestamp, nonce } = signed;
  if (!/^[0-9a-f]{40}$/.test(signature ?? "")) return false;
  if (!/^\d{1,16}$/.test(timestamp ?? "") || !/^[\w-]{1,64}$/.test(nonce ?? "")) return false;
  const parts = [token, timestamp ?? "", nonce ?? "", ...(encrypt === undefined ? [] : [encrypt])];
  return equalInConstantTime(signature ?? "", signatureOf(parts));
}

export interface MessageKey {
  appid: string;
  /** EncodingAESKey, 43 characters: base64 of the 32 bytes of the key without its last sign. */
  aesKey: string;
}

const keyBytes = (aesKey: string): Buffer => Buffer.from(`${aesKey}=`, "base64");

/** `Encrypt` of a message. The sixteen leading random bytes are given by tests only. */
export function encryptMessage(
  { appid, aesKey }: MessageKey,
  message: string,
  random: Uint8Array = Buffer.from(randomBytes(12).toString("base64url")),
): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.byteLength);
  const plain = Buffer.concat([random, length, text, Buffer.from(appid)]);
  const pad = PAD_BLOCK - (plain.byteLength % PAD_BLOCK);
  const key = keyBytes(aesKey);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString("base64");
}

/**
 * The message in an `Encrypt`; null for whatever is wrong with it, be it the form, the padding, the length, the
 * appid or the text: which of them it was would help somebody who guesses.
 */
export function decryptMessage({ appid, aesKey }: MessageKey, encrypt: string): string | null {
  if (encrypt.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encrypt)) return null;
  const bytes = Buffer.from(encrypt, "base64");
  if (bytes.byteLength === 0 || bytes.byteLength % PAD_BLOCK !== 0) return null;
  const key = keyBytes(aesKey);
  const cipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const plain = withoutPadding(padded);
  if (!plain || plain.byteLength < HEAD_BYTES) return null;
  const end = HEAD_BYTES + plain.readUInt32BE(16);
  if (end > plain.byteLength) return null;
  if (!equalInConstantTime(plain.subarray(end).toString("latin1"), appid)) return null;
  return utf8(plain.subarray(HEAD_BYTES, end));
}

function withoutPadding(padded: Buffer): Buffer | null {
  const pad = padded.at(-1) ?? 0;
  if (pad < 1 || pad > PAD_BLOCK || pad > padded.byteLength) return null;
  const tail = padded.subarray(padded.byteLength - pad);
  return tail.every((byte) => byte === pad) ? padded.subarray(0, padded.byteLength - pad) : null;
}

/** The text of bytes that are UTF-8; null for others. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
