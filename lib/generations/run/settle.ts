import { transact } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import { afterEnd, type EndInput, endGeneration } from "../internal/end";
import type { GenerationStatus } from "../schema";

/**
 * Ends a generation with what it has delivered: charge, return, final status and notification in one transaction.
 * Whoever calls it again, the run, its failure handler or the sweep, gets the first answer; null for an unknown id.
 */
export async function settleGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: EndInput;
}): Promise<{ userId: string; status: GenerationStatus } | null> {
  requireJob(ctx.actor);
  const ended = await transact(ctx, (inner, tx) => endGeneration(inner, tx, input));
  if (!ended) return null;
  failPoint("generations.settled");
  await afterEnd(ctx, ended);
  return { userId: ended.job.userId, status: ended.job.status };
}
