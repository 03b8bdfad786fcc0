import { openSealed } from "./aead";
import type { PayConfig } from "./config";
import { refundOf, transactionOf } from "./reshape";
import { type KeyOf, verifySignature } from "./signature";
import { noticeBody, readAs, refundNoticeBody, transactionBody } from "./types";
import type { PayNotice } from "./words";

const REFUND_EVENTS = new Set(["REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED"]);

/**
 * Reads a notice from its raw bytes. Null, and nothing may be done about it, when it is not proven, does not decrypt,
 * says something other than its kind demands, or is about a refund of another merchant's. Whether a payment is of our
 * own appid, mchid and amount is for the one who settles it: a payment that is not must be seen.
 */
export async function readPayNotice(
  { config, keyOf }: { config: Pick<PayConfig, "apiV3Key" | "mchid">; keyOf: KeyOf },
  { headers, raw, now }: { headers: Headers; raw: Uint8Array; now: Date },
): Promise<PayNotice | null> {
  if ((await verifySignature({ headers, raw, now, keyOf })) !== "holds") return null;
  const notice = readAs(noticeBody, raw);
  if (!notice) return null;
  const { id, event_type: eventType, resource } = notice;
  const content = contentOf(resource, config.apiV3Key);
  if (!content) return null;
  if (eventType === "TRANSACTION.SUCCESS") {
    const body = readAs(transactionBody, content);
    return body && { id, kind: "payment", transaction: transactionOf(body) };
  }
  if (REFUND_EVENTS.has(eventType)) {
    const body = readAs(refundNoticeBody, content);
    return body && body.mchid === config.mchid ? { id, kind: "refund", refund: refundOf(body) } : null;
  }
  return { id, kind: "other", eventType };
}

function contentOf(resource: Parameters<typeof openSealed>[1], apiV3Key: string): Buffer | null {
  try {
    return openSealed(apiV3Key, resource);
  } catch {
    return null;
  }
}
