import { randomBytes } from "node:crypto";
import { sha256Hex } from "@/lib/platform/crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const PATTERN = /^xk_[0-9a-hjkmnp-tv-z]{32}$/;

/** Whether a text could be a key; anything else is refused without asking the database. */
export const isKeyShaped = (text: string): boolean => PATTERN.test(text);

/** A new key: `xk_` and 32 random characters of Crockford's base 32, which are 160 bits. */
export function newKey(): string {
  let random = "";
  // 32 divides 256, so the five low bits of a byte are as random as the byte.
  for (const byte of randomBytes(32)) random += ALPHABET.charAt(byte & 31);
  return `xk_${random}`;
}

/**
 * How a key is stored and looked up. A slow hash is for passwords, which people choose and others can guess; nobody
 * goes through 2^160 keys, so one SHA-256 keeps a stolen table useless and a request cheap. Looking the hash up by
 * its index leaks nothing by time: who could steer the hash to a row would already have the key.
 */
export const keyHash = (key: string): string => sha256Hex(key);
