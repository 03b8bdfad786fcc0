import { randomToken } from "@/lib/platform/crypto";
import { open, seal } from "@/lib/platform/key-ring/seal";

/** A new signing secret: 256 bits with a prefix that secret scanners know. */
export const newSecret = (): string => `whsec_${randomToken()}`;

const aadOf = (endpointId: string) => `webhook-endpoint:${endpointId}`;

/** What signed before a rotation, and the moment until which it signs as well. */
interface EarlierSecret {
  secret: string;
  until: Date;
}

/** How long a secret that was changed goes on signing beside the new one. */
export const OVERLAP_MS = 86_400_000;

/** A secret as it is stored, bound to the id of its row; sealed together with the one before it, where there is one. */
export const sealSecret = (secret: string, endpointId: string, before?: EarlierSecret): string =>
  sealText(before ? [secret, before.secret, before.until.toISOString()].join(" ") : secret, endpointId);

/**
 * The secrets that sign at a moment, the newest first: one, or two for a day after a rotation. Throws AppError 503
 * `sealed_unreadable` where the key ring cannot open them.
 */
export function openSecrets(sealed: string, endpointId: string, now: Date): [string, ...string[]] {
  const [secret = "", before, until] = openText(sealed, endpointId).split(" ");
  return before && until && now < new Date(until) ? [secret, before] : [secret];
}

/** The same secrets under the ring's current key. Throws like `openSecrets`. */
export const sealAgain = (sealed: string, endpointId: string): string =>
  sealText(openText(sealed, endpointId), endpointId);

const sealText = (text: string, endpointId: string): string =>
  seal(text, aadOf(endpointId)).toString("base64");
const openText = (sealed: string, endpointId: string): string =>
  open(Buffer.from(sealed, "base64"), aadOf(endpointId));
