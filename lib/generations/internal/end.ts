import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generationAttempts, users } from "@/db/schema";
import { releaseChannelsOf } from "@/lib/channels/release";
import { releaseCredits } from "@/lib/credits/release";
import { settleCredits } from "@/lib/credits/settle";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { failPoint } from "@/lib/platform/process/fail-points";
import { chargeFor, endStatus, hasEnded } from "../rules";
import { cancelAtVendor } from "../vendor/cancel";
import type { AttemptRow } from "./attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "./change";
import { clearOutputs } from "./clear-outputs";
import { noteDecision } from "./timeline";

export interface Ended {
  job: GenerationRow;
  /** False when it had ended before. */
  first: boolean;
  /** Orders that a vendor had taken and nobody waits for any more. */
  abandoned: AttemptRow[];
  plan: string;
}

export interface EndInput {
  generationId: string;
  errorCode?: string;
  errorMessage?: string;
}

/**
 * The one way in which any generation ends, inside the caller's transaction: charges what was delivered, gives
 * the rest back, sets the final status and tells the user. An ended generation is left as it is.
 */
export async function endGeneration(ctx: Ctx, tx: Transaction, input: EndInput): Promise<Ended | null> {
  const job = await lockGeneration(tx, input.generationId);
  if (!job) return null;
  if (hasEnded(job.status)) return { job, first: false, abandoned: [], plan: "" };
  const delivered = job.deliveredCount;
  const charge = chargeFor({ priceCredits: job.priceCredits, count: job.count, delivered });
  if (charge > 0) await settleCredits({ ctx, input: { subjectId: job.id, charge } });
  else await releaseCredits({ ctx, input: { subjectId: job.id } });
  failPoint("generations.charged-not-ended");
  const abandoned = await closeAttempts(ctx, tx, job.id);
  const status = endStatus({ delivered, count: job.count, cancelled: job.cancelRequestedAt !== null });
  const complete = status === "succeeded" || status === "cancelled";
  const ended = await changeGeneration(ctx, tx, job, {
    status,
    stage: "ended",
    creditsUsed: charge,
    finishedAt: ctx.now,
    errorCode: complete ? null : (input.errorCode ?? job.errorCode ?? "provider_error"),
    errorMsg: complete ? null : (input.errorMessage ?? null),
  });
  const told = {
    generationId: job.id,
    status,
    delivered,
    charged: charge,
    returned: job.priceCredits - charge,
  };
  await notifyUser({
    ctx,
    input: {
      userId: job.userId,
      kind: "generation_ended",
      businessKey: `generation-ended:${job.id}`,
      data: told,
    },
  });
  const [user] = await tx.select({ plan: users.plan }).from(users).where(eq(users.id, job.userId));
  return { job: ended, first: true, abandoned, plan: user?.plan ?? "free" };
}

/**
 * Nothing at a vendor outlives its generation unrecorded: orders that it took are closed, calls whose answer nobody
 * waits for any more have an unknown outcome, and what was never sent never will be.
 */
async function closeAttempts(ctx: Ctx, tx: Transaction, generationId: string): Promise<AttemptRow[]> {
  const mine = eq(generationAttempts.generationId, generationId);
  const closed = await tx
    .update(generationAttempts)
    .set({ state: "closed", finishedAt: ctx.now, updatedAt: ctx.now })
    .where(and(mine, inArray(generationAttempts.state, ["accepted", "not_sent"])))
    .returning();
  await tx
    .update(generationAttempts)
    .set({ errorClass: "unknown_outcome", finishedAt: ctx.now, updatedAt: ctx.now })
    .where(
      and(mine, eq(generationAttempts.state, "submission_unknown"), isNull(generationAttempts.finishedAt)),
    );
  for (const { part, ordinal } of closed)
    await noteDecision(ctx, tx, { generationId, part }, "closed", { attempt: ordinal });
  await releaseChannelsOf({ ctx, input: { generationId } });
  return closed.filter((attempt) => attempt.externalId !== null);
}

/** What follows the commit of an end: vendors are told, figures, a log line, files that are no longer needed. */
export async function afterEnd(ctx: Ctx, { job, first, abandoned, plan }: Ended): Promise<void> {
  for (const attempt of abandoned) await cancelAtVendor(ctx, attempt);
  if (first) {
    metrics().generationRequests.inc({ model: job.model, quality: job.tier, status: job.status });
    metrics().creditsConsumed.inc({ user_plan: plan }, job.creditsUsed ?? 0);
    logger("generations.end").info("generation ended", {
      user_id: job.userId,
      request_id: job.requestId,
      generation: job.id,
      status: job.status,
      charged: job.creditsUsed,
      generation_params: { model: job.model, quality: job.tier, ratio: job.ratio },
    });
  }
  try {
    await clearOutputs(job.id);
  } catch (err) {
    // The sweep finds the outputs that are still there and clears them.
    logger("generations.end").warn("staged files are not removed yet", { generation: job.id, err });
  }
}
