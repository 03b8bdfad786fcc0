import { eq } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { users } from "@/db/schema";
import { releaseCredits } from "@/lib/credits/release";
import { settleCredits } from "@/lib/credits/settle";
import { notifyUser } from "@/lib/notifications/notify";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { failPoint } from "@/lib/platform/process/fail-points";
import { storage } from "@/lib/providers/storage/client";
import { changeGeneration, type GenerationRow, lockGeneration } from "../internal/change";
import { chargeFor, endStatus, hasEnded } from "../rules";
import type { GenerationStatus } from "../schema";

/**
 * Ends a generation: charges what was delivered, gives the rest back, sets the final status and tells the user,
 * all in one transaction. The one way in which any generation ends, whoever calls: the run, its failure handler,
 * a cancel, the sweep. An ended generation is left as it is.
 */
export async function settleGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; errorCode?: string; errorMessage?: string };
}): Promise<{ userId: string; status: GenerationStatus } | null> {
  if (ctx.actor.kind !== "job" && ctx.actor.kind !== "user") throw forbidden("WRITE_ADMIN");
  const settled = await transact(ctx, (inner, tx) => settle(inner, tx, input));
  if (!settled) return null;
  failPoint("generations.settled");
  if (settled.first) report(settled.job, settled.plan);
  await dropStagedFiles(settled.job.id);
  return { userId: settled.job.userId, status: settled.job.status };
}

async function settle(
  ctx: Ctx,
  tx: Transaction,
  input: { generationId: string; errorCode?: string; errorMessage?: string },
): Promise<{ job: GenerationRow; first: boolean; plan: string } | null> {
  const job = await lockGeneration(tx, input.generationId);
  if (!job) return null;
  if (hasEnded(job.status)) return { job, first: false, plan: "" };
  const delivered = job.deliveredCount;
  const charge = chargeFor({ priceCredits: job.priceCredits, count: job.count, delivered });
  if (charge > 0) await settleCredits({ ctx, input: { subjectId: job.id, charge } });
  else await releaseCredits({ ctx, input: { subjectId: job.id } });
  failPoint("generations.charged-not-ended");
  const cancelled = job.cancelRequestedAt !== null;
  const status = endStatus({ delivered, count: job.count, cancelled });
  const complete = status === "succeeded" || status === "cancelled";
  const ended = await changeGeneration(ctx, tx, job, {
    status,
    stage: "ended",
    creditsUsed: charge,
    finishedAt: ctx.now,
    errorCode: complete ? null : (input.errorCode ?? job.errorCode ?? "provider_error"),
    errorMsg: complete ? null : (input.errorMessage ?? null),
  });
  await notifyUser({
    ctx,
    input: {
      userId: job.userId,
      kind: "generation_ended",
      businessKey: `generation-ended:${job.id}`,
      data: { generationId: job.id, status, delivered, charged: charge, returned: job.priceCredits - charge },
    },
  });
  const [user] = await tx.select({ plan: users.plan }).from(users).where(eq(users.id, job.userId));
  return { job: ended, first: true, plan: user?.plan ?? "free" };
}

function report(job: GenerationRow, plan: string): void {
  metrics().generationRequests.inc({ model: job.model, quality: job.tier, status: job.status });
  metrics().creditsConsumed.inc({ user_plan: plan }, job.creditsUsed ?? 0);
  logger("generations.settle").info("generation ended", {
    user_id: job.userId,
    request_id: job.requestId,
    generation: job.id,
    status: job.status,
    charged: job.creditsUsed,
    generation_params: { model: job.model, quality: job.tier, ratio: job.ratio },
  });
}

/** Staged copies are no longer needed. Done at every call, so a repetition after a crash removes what is left. */
async function dropStagedFiles(generationId: string): Promise<void> {
  const { keys } = await storage().list(`staging/${generationId}/`, 100);
  for (const key of keys) await storage().remove(key);
}
