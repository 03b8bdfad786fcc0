import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import type { AttemptRow } from "../internal/attempts";
import { openVendor, vendorCall } from "./call";

const CANCEL_TIMEOUT_MS = 10_000;

/** Tells the vendor that nobody wants the order any more, as far as it listens. Best effort: it never throws. */
export async function cancelAtVendor(ctx: Ctx, attempt: AttemptRow): Promise<void> {
  if (!attempt.externalId) return;
  try {
    const vendor = await openVendor(ctx, attempt);
    if (!vendor?.provider.cancel) return;
    const call = vendorCall(attempt, vendor, CANCEL_TIMEOUT_MS);
    await vendor.provider.cancel(attempt.externalId, call);
  } catch (err) {
    logger("generations.cancel").warn("the vendor did not take the cancel", {
      generation: attempt.generationId,
      err,
    });
  }
}
