import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export const sha256Hex = (data: string | Uint8Array): string =>
  createHash("sha256").update(data).digest("hex");

export const hmacHex = (key: string, data: string): string =>
  createHmac("sha256", key).update(data).digest("hex");

/** Random bytes as URL-safe text; 32 bytes unless told otherwise. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString("base64url");

/** Compares in constant time; strings of different length are unequal at once. */
export function equalInConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
