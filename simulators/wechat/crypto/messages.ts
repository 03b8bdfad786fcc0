import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The message cryptography of official accounts ("WXBizMsgCrypt"), as WeChat's own side of it. */

const BLOCK = 32;
const RANDOM = 16;
const LENGTH = 4;

export class UnreadableMessage extends Error {
  override readonly name = "UnreadableMessage";
}

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

/** Hex SHA-1 of the parts in byte order, without separators: `signature` and `msg_signature` of callbacks. */
export const sortedDigest = (...parts: string[]): string =>
  sha1(
    parts
      .map((part) => Buffer.from(part))
      .sort(Buffer.compare)
      .map(String)
      .join(""),
  );

/** The signature of `wx.config`; nothing is URL-encoded, and the address has no hash. */
export const pageDigest = (page: { ticket: string; nonce: string; timestamp: string; url: string }): string =>
  sha1(
    `jsapi_ticket=${page.ticket}&noncestr=${page.nonce}&timestamp=${page.timestamp}&url=${page.url.split("#")[0]}`,
  );

export const sameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const keyOf = (encodingAesKey: string): Buffer => {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  if (key.length !== 32) throw new UnreadableMessage("the EncodingAESKey does not have 43 characters");
  return key;
};

/** Base64 of AES-256-CBC over 16 random bytes, the length, the text and the app id, padded to 32 bytes. */
export function encryptMessage(
  text: string,
  { aesKey, appid, random = randomBytes(RANDOM) }: { aesKey: string; appid: string; random?: Buffer },
): string {
  const key = keyOf(aesKey);
  const message = Buffer.from(text);
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32BE(message.length);
  const clear = Buffer.concat([random, length, message, Buffer.from(appid)]);
  const pad = BLOCK - (clear.length % BLOCK);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const parts = [cipher.update(clear), cipher.update(Buffer.alloc(pad, pad)), cipher.final()];
  return Buffer.concat(parts).toString("base64");
}

/** The text of an encrypted message; throws UnreadableMessage for every defect, another app id included. */
export function decryptMessage(
  encrypted: string,
  { aesKey, appid }: { aesKey: string; appid: string },
): string {
  const key = keyOf(aesKey);
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % BLOCK !== 0) throw new UnreadableMessage("not whole blocks");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = padded.at(-1) ?? 0;
  const filling = padded.subarray(padded.length - pad);
  if (pad < 1 || pad > BLOCK || !filling.every((byte) => byte === pad))
    throw new UnreadableMessage("wrong padding");
  const clear = padded.subarray(0, padded.length - pad);
  if (clear.length < RANDOM + LENGTH) throw new UnreadableMessage("too short");
  const end = RANDOM + LENGTH + clear.readUInt32BE(RANDOM);
  if (end > clear.length) throw new UnreadableMessage("the length does not fit");
  if (!sameText(clear.subarray(end).toString(), appid))
    throw new UnreadableMessage("meant for another account");
  return clear.subarray(RANDOM + LENGTH, end).toString();
}
