import { createDecipheriv } from "node:crypto";

const TAG_BYTES = 16;

/** Encrypted content as WeChat Pay sends it in notices and certificate lists. */
export interface Sealed {
  /** Used as it is; 12 characters so far. */
  nonce: string;
  associatedData: string;
  /** Base64 of the content and the 16-byte tag behind it. */
  ciphertext: string;
}

/**
 * Opens AEAD_AES_256_GCM content with the APIv3 key (32 bytes; the published vectors also have 16). Throws when the
 * tag, the key, the nonce or the associated data is not the right one; nothing unproven is ever returned.
 */
export function openSealed(apiV3Key: string, { nonce, associatedData, ciphertext }: Sealed): Buffer {
  const key = Buffer.from(apiV3Key);
  const data = Buffer.from(ciphertext, "base64");
  if (data.length < TAG_BYTES) throw new Error("The encrypted content is too short.");
  const algorithm = key.length === 16 ? "aes-128-gcm" : "aes-256-gcm";
  const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  decipher.setAAD(Buffer.from(associatedData));
  const opened = decipher.update(data.subarray(0, -TAG_BYTES));
  // Without final() the tag would not be looked at.
  return Buffer.concat([opened, decipher.final()]);
}
