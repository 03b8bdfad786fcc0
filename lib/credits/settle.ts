import type { z } from "zod";
import { transact } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { closeReservation } from "./internal/close-reservation";
import { type ReceiptView, settleCreditsInput } from "./schema";

/**
 * Charges a job's reservation for what was delivered and gives the rest back to the grants it came from.
 * Only a job may settle. Settling (or having released) twice returns the first receipt; charging more than was
 * reserved is a broken promise.
 */
export async function settleCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof settleCreditsInput>;
}): Promise<ReceiptView> {
  requireJob(ctx.actor);
  const { subjectId, charge } = settleCreditsInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const receipt = await closeReservation(inner, tx, subjectId, charge);
    if (!receipt) broken(`nothing is reserved for ${subjectId}`);
    return receipt;
  });
}
