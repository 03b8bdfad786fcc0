import { equalInConstantTime, hmacHex } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { proofSubject, UNLOCKED_S } from "../rules";

interface Provable {
  id: string;
  version: number;
}

const signatureOf = (link: Provable, endsAtS: number, secret: string): string =>
  hmacHex(secret, `share-proof:${proofSubject(link)}.${endsAtS}`);

/** A proof that the password of this link was given: the end of its time and a signature. */
export function signProof(link: Provable, now: Date): string {
  const endsAtS = Math.floor(now.getTime() / 1_000) + UNLOCKED_S;
  return `${endsAtS}.${signatureOf(link, endsAtS, env().AUTH_SECRET)}`;
}

/** Whether a proof from outside is ours, for this link and its password of today, and not over. */
export function isProof(proof: string | undefined, link: Provable, now: Date): boolean {
  const [, ends = "", signature = ""] = /^(\d{10,11})\.([0-9a-f]{64})$/.exec(proof ?? "") ?? [];
  if (Number(ends) * 1_000 <= now.getTime()) return false;
  const { AUTH_SECRET, AUTH_SECRET_PREVIOUS } = env();
  const secrets = AUTH_SECRET_PREVIOUS ? [AUTH_SECRET, AUTH_SECRET_PREVIOUS] : [AUTH_SECRET];
  return secrets.some((secret) => equalInConstantTime(signature, signatureOf(link, Number(ends), secret)));
}
