import { createHmac, timingSafeEqual } from "node:crypto";
import type { VendorNotice } from "@/lib/providers/image-provider";
import { webhookSchema } from "./types";

const WINDOW_MS = 5 * 60_000;
/** More than one while a secret is being changed; far more is somebody who tries. */
const MAX_SIGNATURES = 10;

/**
 * The notice when one of its signatures fits and it is at most five minutes old or early, otherwise null.
 * `v1` is the base64 HMAC-SHA256 of `id.timestamp.body` (replicate.com/docs/topics/webhooks/verify-webhook).
 */
export function verifyReplicateWebhook(
  { headers, rawBody, secret }: { headers: Headers; rawBody: Uint8Array; secret: string },
  now: Date,
): VendorNotice | null {
  const noticeId = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  if (!/^[\x21-\x7e]{1,200}$/.test(noticeId) || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now.getTime() - Number(timestamp) * 1_000) > WINDOW_MS) return null;
  const key = Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? "", "base64");
  if (key.byteLength === 0) return null;
  const expected = createHmac("sha256", key).update(`${noticeId}.${timestamp}.`).update(rawBody).digest();
  const fits = signaturesOf(headers).some(
    (signature) => signature.byteLength === expected.byteLength && timingSafeEqual(signature, expected),
  );
  return fits ? noticeOf(noticeId, rawBody) : null;
}

const signaturesOf = (headers: Headers): Buffer[] =>
  (headers.get("webhook-signature") ?? "")
    .split(" ")
    .slice(0, MAX_SIGNATURES)
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice(3), "base64"));

function noticeOf(noticeId: string, rawBody: Uint8Array): VendorNotice | null {
  try {
    const { id } = webhookSchema.parse(JSON.parse(new TextDecoder().decode(rawBody)));
    return { noticeId, externalId: id };
  } catch {
    return null;
  }
}
