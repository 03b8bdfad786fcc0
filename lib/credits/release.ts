import type { z } from "zod";
import { transact } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { closeReservation } from "./internal/close-reservation";
import { type ReceiptView, releaseCreditsInput } from "./schema";

/**
 * Gives a job's whole reservation back. Safe to call at any time and any number of times: a job that was
 * settled keeps its receipt, a job that reserved nothing answers null. For jobs, and for the owner.
 */
export async function releaseCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof releaseCreditsInput>;
}): Promise<ReceiptView | null> {
  const { subjectId } = releaseCreditsInput.parse(input);
  return transact(ctx, (inner, tx) => closeReservation(inner, tx, subjectId, 0));
}
