import { randomBytes } from "node:crypto";

/** Every id prefix of the product, on one page. */
export const idPrefixes = {
  user: "usr",
  generation: "gen",
  attempt: "att",
  output: "out",
  image: "img",
  ledgerEntry: "led",
  creditGrant: "grt",
  creditReservation: "rsv",
  notification: "ntf",
  styleTag: "sty",
  apiConfig: "cfg",
  channel: "chn",
  timelineEntry: "tml",
  mask: "msk",
  vendorNotice: "vnt",
  savedPrompt: "prm",
  device: "dev",
  deviceToken: "rft",
  binding: "bnd",
  wechatIdentity: "wxi",
  wechatNotice: "ntc",
  order: "ord",
  orderMove: "omv",
  refund: "rfd",
  membershipTerm: "mbt",
  paymentDifference: "dif",
  collection: "col",
  publicationMove: "pmv",
  moderationCheck: "mck",
  moderationWord: "mwd",
  report: "rpt",
  unlabelledCopy: "cpy",
  shareLink: "shr",
  apiKey: "key",
  session: "ses",
  webhookEndpoint: "whk",
  delivery: "dlv",
  announcement: "ann",
  refundRequest: "rrq",
  audit: "aud",
  request: "req",
  recovery: "rcv",
  engineEvent: "evt",
  engineRun: "run",
  engineJob: "job",
} as const;

export type IdKind = keyof typeof idPrefixes;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/**
 * A new id: prefix, 10 characters of millisecond time, 16 random ones (80 bits), in Crockford base 32.
 * Ids of one kind sort by creation time; the random part makes them unguessable.
 */
export function newId(kind: IdKind, now: number = Date.now()): string {
  let random = "";
  for (const byte of randomBytes(16)) random += ALPHABET.charAt(byte & 31);
  return firstIdAt(kind, now) + random;
}

/** Sorts before every id of this kind that was made at this moment or later, and after those from before. */
export function firstIdAt(kind: IdKind, ms: number): string {
  let time = "";
  let rest = ms;
  for (let i = 0; i < 10; i += 1) {
    time = ALPHABET.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return `${idPrefixes[kind]}_${time}`;
}

/** When an id was made, in milliseconds; 0 for what is no id. */
export function bornAt(id: string): number {
  let ms = 0;
  for (const char of id.slice(4, 14)) ms = ms * 32 + Math.max(0, ALPHABET.indexOf(char));
  return /^[a-z]{3}_[0-9a-z]{26}$/.test(id) ? ms : 0;
}

/** Matches ids of one kind; use in zod schemas so that a malformed id never reaches SQL. */
export const idPattern = (kind: IdKind): RegExp => new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{26}$`);
