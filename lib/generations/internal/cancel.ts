import type { Transaction } from "@/db/client";
import { generationCancelRequested } from "@/inngest/events";
import type { Ctx } from "@/lib/platform/context";
import { hasEnded } from "../rules";
import { changeGeneration, type GenerationRow } from "./change";
import { afterEnd, type Ended, endGeneration } from "./end";
import { sendGenerationEvent } from "./send";

export interface Cancelled {
  job: GenerationRow;
  ended?: Ended | null;
}

/**
 * Cancels a locked generation: one that waits ends at once with all credits back, a running one is marked. Null for one
 * that has ended otherwise; one that was cancelled before is left as it is.
 */
export async function markCancelled(
  ctx: Ctx,
  tx: Transaction,
  locked: GenerationRow,
): Promise<Cancelled | null> {
  if (hasEnded(locked.status)) return locked.status === "cancelled" ? { job: locked } : null;
  const marked = locked.cancelRequestedAt
    ? locked
    : await changeGeneration(ctx, tx, locked, { cancelRequestedAt: ctx.now });
  if (marked.status === "running") return { job: marked };
  return { job: marked, ended: await endGeneration(ctx, tx, { generationId: locked.id }) };
}

/** What follows the commit of a cancellation: the end's consequences, or word to the run. */
export async function afterCancel(ctx: Ctx, { job, ended }: Cancelled): Promise<void> {
  if (ended) await afterEnd(ctx, ended);
  else if (job.status === "running") await sendGenerationEvent(generationCancelRequested, job);
}
