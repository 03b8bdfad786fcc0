import { AppError } from "@/lib/platform/errors";
import { metrics } from "@/lib/platform/metrics";
import { takeRateLimit } from "../limits/rate-limits";
import { addressOf } from "../session/headers";
import type { CallbackCall } from "./callback";

/**
 * The refusal of a callback that is not genuine: counted, and nothing is kept of it. Only these are limited by
 * address, so that a burst of genuine ones, which may all come from one address, is never told to wait.
 */
export async function forgery(reason: string, call: CallbackCall, status: 401 | 403): Promise<AppError> {
  metrics().refusedRequests.inc({ reason });
  await takeRateLimit("webhook", addressOf(call.headers));
  return new AppError(status, "bad_signature", "The signature does not hold.");
}
