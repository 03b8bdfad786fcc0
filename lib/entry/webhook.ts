import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { problemResponse } from "@/lib/platform/http/problem";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { requestContext } from "./context";
import { readBytes } from "./input";
import { takeRateLimit } from "./limits/rate-limits";
import { noteVendorAnswer, routeOf } from "./request-log/note-answer";
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
    const startedMs = performance.now();
    const requestId = newId("request");
    const ctx = requestContext({ kind: "webhook", vendor: options.vendor }, requestId);
    const params = (await context?.params) ?? {};
    const told = (response: Response, errorCode: string | null = null): Response => {
      const durationMs = performance.now() - startedMs;
      const route = routeOf(new URL(request.url).pathname, params);
      noteVendorAnswer(route, request.method, response.status, { requestId, errorCode, durationMs });
      return response;
    };
    try {
      await takeRateLimit("webhook", addressOf(request.headers));
      const raw = await readBytes(request, MAX_NOTICE_BYTES);
      const notice = await options.verify({ ctx, raw, headers: request.headers, params });
      if (notice === null) {
        metrics().refusedRequests.inc({ reason: `webhook_${options.vendor}` });
        const unsigned = new AppError(401, "bad_signature", "The signature does not hold.");
        return told(options.refused?.() ?? problemResponse(unsigned, requestId), unsigned.code);
      }
      await options.accept({ ctx, notice });
      return told(options.accepted());
    } catch (error) {
      if (!(error instanceof AppError))
        logger("entry.webhook").error("callback failed", {
          request_id: requestId,
          vendor: options.vendor,
          err: error,
        });
      const errorCode = error instanceof AppError ? error.code : "internal_error";
      return told(problemResponse(error, requestId), errorCode);
    }
  };
};
