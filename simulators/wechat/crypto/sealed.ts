import { createCipheriv, createDecipheriv } from "node:crypto";
import { alphanumeric } from "./random";

const TAG_BYTES = 16;

export interface Sealed {
  algorithm: "AEAD_AES_256_GCM";
  nonce: string;
  associated_data: string;
  ciphertext: string;
}

/** AES in Galois/Counter Mode with the length of the key; real APIv3 keys have 32 bytes, some published vectors 16. */
const cipherOf = (key: string) => (Buffer.byteLength(key) === 16 ? "aes-128-gcm" : "aes-256-gcm");

/** `resource` of a notice, or `encrypt_certificate`: base64 of the data and its 16-byte tag. */
export function seal(
  text: string,
  { key, associatedData, nonce = alphanumeric(12) }: { key: string; associatedData: string; nonce?: string },
): Sealed {
  const cipher = createCipheriv(cipherOf(key), key, nonce).setAAD(Buffer.from(associatedData));
  const bytes = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: "AEAD_AES_256_GCM",
    nonce,
    associated_data: associatedData,
    ciphertext: bytes.toString("base64"),
  };
}

/** The text again; throws when a single bit differs. */
export function unseal(sealed: Omit<Sealed, "algorithm">, key: string): string {
  const bytes = Buffer.from(sealed.ciphertext, "base64");
  const data = bytes.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv(cipherOf(key), key, sealed.nonce)
    .setAAD(Buffer.from(sealed.associated_data))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data), decipher.final()]).toString();
}
