import { hmacHex } from "@/lib/platform/crypto";
import { AppError } from "@/lib/platform/errors";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import type { Outcome } from "../deliveries/outcome";

const TIMEOUT_MS = 10_000;
/** Nothing of an answer's body is read; a server that sends more than this is cut off. */
const MAX_ANSWER_BYTES = 1_024;

export interface WebhookCall {
  url: string;
  /** Each signs; the receiver needs one of them. */
  secrets: readonly string[];
  /** The same for every try. */
  id: string;
  body: string;
  now: Date;
}

/**
 * Posts a signed body: HMAC-SHA256 over `id.timestamp.body` under each of the endpoint's secrets, the timestamp in
 * seconds.
 * Any 2xx is a delivery; a redirect is an answer like any other and is not followed.
 */
export async function postWebhook({ url, secrets, id, body, now }: WebhookCall): Promise<Outcome> {
  const timestamp = Math.floor(now.getTime() / 1000).toString();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const begunMs = performance.now();
  const durationMs = () => Math.round(performance.now() - begunMs);
  const guarded = outboundFetch({ maxBytes: MAX_ANSWER_BYTES });
  try {
    const { status, body: answer } = await guarded(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Xintu-Webhooks/1",
        "xintu-webhook-id": id,
        "xintu-webhook-timestamp": timestamp,
        "xintu-webhook-signature": secrets
          .map((secret) => `v1=${hmacHex(secret, `${id}.${timestamp}.${body}`)}`)
          .join(","),
      },
      body,
      signal,
    });
    await answer?.cancel().catch(() => undefined);
    const isTaken = status >= 200 && status <= 299;
    return {
      ...(isTaken ? { state: "delivered" } : { state: "retry", error: "status" }),
      status,
      durationMs: durationMs(),
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "address_not_allowed")
      return { state: "failed", error: "address_not_allowed", durationMs: durationMs() };
    return { state: "retry", error: signal.aborted ? "timeout" : "connection", durationMs: durationMs() };
  }
}
