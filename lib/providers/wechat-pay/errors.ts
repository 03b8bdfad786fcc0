import type { Proof } from "./signature";
import { readAs, refusalBody } from "./types";
import { type PayTrouble, WechatPayError } from "./words";

const MAX_DETAIL_CHARS = 200;

/** What a call was about; a few codes mean something else for a refund. */
export type Subject = "order" | "refund" | "bill";

/**
 * The vendor's codes without underscores, because both spellings occur (ORDERPAID, ORDER_PAID). OUTTRADENOUSED is
 * `unknown` on purpose: the number may have been used by an order that is paid, and only a query tells.
 */
const troubles: Record<string, PayTrouble> = {
  ORDERPAID: "paid",
  ORDERCLOSED: "closed",
  ORDERNOTEXIST: "missing",
  ORDERNOTEXISTS: "missing",
  RESOURCENOTEXIST: "missing",
  RESOURCENOTEXISTS: "missing",
  REFUNDNOTEXIST: "missing",
  REFUNDNOTEXISTS: "missing",
  NOSTATEMENTEXIST: "missing",
  STATEMENTCREATING: "busy",
  FREQUENCYLIMIT: "busy",
  FREQUENCYLIMITED: "busy",
  RATELIMITEXCEED: "busy",
  RATELIMITEXCEEDED: "busy",
  USERPAYING: "busy",
  SYSTEMERROR: "unknown",
  BANKERROR: "unknown",
  BIZERRNEEDRETRY: "unknown",
  OUTTRADENOUSED: "unknown",
  RULELIMIT: "refused",
  TRADEERROR: "refused",
  ACCOUNTERROR: "refused",
  NOTENOUGH: "refused",
  USERACCOUNTABNORMAL: "refused",
  REQUESTBLOCKED: "refused",
  SIGNERROR: "setup",
  PARAMERROR: "setup",
  INVALIDREQUEST: "setup",
  APPIDMCHIDNOTMATCH: "setup",
  MCHNOTEXISTS: "setup",
  NOAUTH: "setup",
  OPENIDMISMATCH: "setup",
  INVALIDTRANSACTIONID: "setup",
};

/** A refund is refused for what the order is; it is the merchant's own account that has not enough. */
const refundTroubles: Record<string, PayTrouble> = { INVALIDREQUEST: "refused", NOTENOUGH: "setup" };

/** These end nothing: whoever hears them keeps the order open. */
const openEnded: ReadonlySet<PayTrouble> = new Set(["unknown", "busy", "setup"]);

export interface Refusal {
  status: number;
  raw: Uint8Array;
  requestId: string | undefined;
}

/**
 * What an answer other than 200 and 204 says. `paid`, `closed`, `missing` and `refused` come from signed answers only;
 * the same words without a signature are `unknown` and keep their code, and a wrong signature proves nothing at all.
 */
export function refusalOf(
  { status, raw, requestId }: Refusal,
  proof: Proof,
  subject: Subject,
): WechatPayError {
  if (proof !== "holds" && proof !== "unsigned") return notProven(proof, requestId);
  const body = readAs(refusalBody, raw);
  const code = body?.code.replaceAll("_", "").slice(0, 64) ?? "";
  const said = troubleOf(status, code, proof, subject);
  const trouble = proof === "holds" || openEnded.has(said) ? said : "unknown";
  const detail = quotable(body?.message ?? "") || `WeChat Pay answered with status ${status}.`;
  return new WechatPayError(trouble, code, detail, requestId);
}

function troubleOf(status: number, code: string, proof: Proof, subject: Subject): PayTrouble {
  const known = (subject === "refund" ? refundTroubles[code] : undefined) ?? troubles[code];
  if (known) return known;
  if (status === 429) return "busy";
  if (status >= 500) return "unknown";
  return proof === "holds" ? "setup" : "unknown";
}

const unproven: Record<Exclude<Proof, "holds">, string> = {
  unsigned: "WeChat Pay's answer is not signed.",
  old: "WeChat Pay's answer is more than five minutes off our clock.",
  unknown_key: "WeChat Pay's answer is signed with a key that is not known here.",
  wrong: "The signature of WeChat Pay's answer does not hold.",
};

/** An answer that nobody may believe. */
export const notProven = (proof: Exclude<Proof, "holds">, requestId?: string): WechatPayError =>
  new WechatPayError("unknown", "", unproven[proof], requestId);

/** A signed answer that does not say what it should. */
export const notReadable = (requestId?: string): WechatPayError =>
  new WechatPayError("unknown", "", "WeChat Pay's answer is not readable.", requestId);

/** A request of ours that WeChat Pay would not take: a bug, and nothing was sent. */
export const badRequest = (detail: string): WechatPayError => new WechatPayError("setup", "", detail);

/** One short line of the vendor's; whatever is long enough to be an openid, a key or a signature is left out. */
function quotable(sentence: string): string {
  return sentence
    .replaceAll(/[\w+/=-]{20,}/g, "…")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_DETAIL_CHARS);
}
