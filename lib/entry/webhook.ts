import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { requestContext } from "./context";
import { readBytes } from "./input";
import { takeRateLimit } from "./limits/rate-limits";
import type { RouteHandler } from "./route";
import { addressOf } from "./session/headers";

const MAX_NOTICE_BYTES = 256 * 1024;

interface WebhookOptions<N> {
  vendor: string;
  /** The notice when the signature over the raw bytes holds (compared in constant time); null refuses it. */
  verify(call: {
    ctx: Ctx;
    raw: Uint8Array;
    headers: Headers;
    params: Record<string, string | string[]>;
  }): Promise<N | null>;
  /** Stores the notice under a unique index and sends its event; returning means it is committed. */
  accept(call: { ctx: Ctx; notice: N }): Promise<void>;
  /** The vendor's own words for yes and for no. */
  accepted(): Response;
  refused?(): Response;
}

/** A vendor's callback: raw body, signature, store once, hand over, answer in the vendor's format. */
export const webhookRoute = <N>(options: WebhookOptions<N>): RouteHandler => {
  return async (request, context) => {
    const requestId = newId("request");
    const ctx = requestContext({ kind: "webhook", vendor: options.vendor }, requestId);
    try {
      await takeRateLimit("webhook", addressOf(request.headers));
      const raw = await readBytes(request, MAX_NOTICE_BYTES);
      const params = (await context?.params) ?? {};
      const notice = await options.verify({ ctx, raw, headers: request.headers, params });
      if (notice === null) {
        metrics().refusedRequests.inc({ reason: `webhook_${options.vendor}` });
        const unsigned = new AppError(401, "bad_signature", "The signature does not hold.");
        return options.refused?.() ?? problemResponse(unsigned, requestId);
      }
      await options.accept({ ctx, notice });
      return options.accepted();
    } catch (error) {
      if (!(error instanceof AppError))
        logger("entry.webhook").error("callback failed", {
          request_id: requestId,
          vendor: options.vendor,
          err: error,
        });
      return problemResponse(error, requestId);
    }
  };
};
