import { randomToken } from "@/lib/platform/crypto";
import { open, seal } from "@/lib/platform/key-ring/seal";

/** A new signing secret: 256 bits with a prefix that secret scanners know. */
export const newSecret = (): string => `whsec_${randomToken()}`;

const aadOf = (endpointId: string) => `webhook-endpoint:${endpointId}`;

/** A secret as it is stored, bound to the id of its row. */
export const sealSecret = (secret: string, endpointId: string): string =>
  seal(secret, aadOf(endpointId)).toString("base64");

/** Throws AppError 503 `sealed_unreadable` where the key ring cannot open it. */
export const openSecret = (sealed: string, endpointId: string): string =>
  open(Buffer.from(sealed, "base64"), aadOf(endpointId));
