import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "../errors";
import { type KeyRing, keyRing } from "./ring";

/**
 * What a sealed text looks like: version (1 byte), length of the key id (1 byte), key id, nonce (12 bytes),
 * ciphertext, tag (16 bytes). Everything before the nonce is authenticated together with what the text is bound to.
 */
const VERSION = 1;
const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const unreadable = (why: string) => new AppError(503, "sealed_unreadable", why);

/**
 * Encrypts a text with the ring's current key (AES-256-GCM, a random nonce). `aad` binds it to its place, for
 * example the id of its row: it can be opened with the same `aad` only.
 */
export function seal(plain: string, aad: string, ring: KeyRing = keyRing()): Buffer {
  const header = sealedPrefix(ring);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(ring, ring.currentId), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([header, nonce, text, cipher.getAuthTag()]);
}

/** The bytes with which everything begins that the current key seals, for finding what another key has sealed. */
export function sealedPrefix(ring: KeyRing = keyRing()): Buffer {
  const id = Buffer.from(ring.currentId, "latin1");
  return Buffer.concat([Buffer.from([VERSION, id.length]), id]);
}

/**
 * Decrypts what `seal` made. Throws AppError 503 `sealed_unreadable` when its key is not in the ring, and when it
 * was changed or belongs to another place; which of the two cannot be told apart, and nothing of it is in the error.
 */
export function open(sealed: Buffer, aad: string, ring: KeyRing = keyRing()): string {
  const { id, header, body } = split(sealed);
  const nonce = body.subarray(0, NONCE_BYTES);
  const text = body.subarray(NONCE_BYTES, -TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(ring, id), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    throw unreadable("A stored secret was changed or belongs to something else.");
  }
}

/** The id of the key that sealed it. */
export const keyIdOf = (sealed: Buffer): string => split(sealed).id;

/** Whether the sealed text is empty; GCM keeps lengths, so no key is needed to know. */
export const isSealedEmpty = (sealed: Buffer): boolean =>
  split(sealed).body.length === NONCE_BYTES + TAG_BYTES;

function split(sealed: Buffer): { id: string; header: Buffer; body: Buffer } {
  const headerBytes = 2 + (sealed[1] ?? 0);
  if (sealed[0] !== VERSION || sealed.length < headerBytes + NONCE_BYTES + TAG_BYTES)
    throw unreadable("A stored secret has a form that is not known.");
  return {
    id: sealed.toString("latin1", 2, headerBytes),
    header: sealed.subarray(0, headerBytes),
    body: sealed.subarray(headerBytes),
  };
}

function keyOf(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw unreadable("The key that sealed a stored secret is not in the key ring.");
  return key;
}
