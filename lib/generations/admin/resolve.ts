import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { lockGeneration } from "../internal/change";
import { noteDecision } from "../internal/timeline";
import { hasEnded } from "../rules";
import { type GenerationAdminRefusal, resolveAttemptInput } from "../schema";

/**
 * Writes down what a person found out about an attempt that nobody could ask about any more: the vendor did the work
 * and is to be paid for it (`delivered`), or it never did (`closed`). The person who ordered is charged nothing either
 * way. Decided once; the same decision again changes nothing.
 */
export async function resolveAttempt({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof resolveAttemptInput>;
}): Promise<{ ok: true; repeated: boolean } | GenerationAdminRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { attemptId, resolution, reason } = resolveAttemptInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const mine = eq(generationAttempts.id, attemptId);
    const [known] = await tx
      .select({ generationId: generationAttempts.generationId })
      .from(generationAttempts)
      .where(mine);
    if (!known) throw notFound("attempt");
    // The generation before its attempts, as everywhere, so that nobody waits in a circle.
    const job = await lockGeneration(tx, known.generationId);
    const [attempt] = await tx.select().from(generationAttempts).where(mine);
    if (!job || !attempt) throw notFound("attempt");
    if (!hasEnded(job.status)) return { ok: false as const, reason: "generation_open" as const };
    if (attempt.state !== "submission_unknown")
      return { ok: false as const, reason: "attempt_known" as const };
    if (attempt.resolution === resolution) return { ok: true as const, repeated: true };
    if (attempt.resolution) return { ok: false as const, reason: "already_resolved" as const };
    await tx
      .update(generationAttempts)
      .set({
        resolution,
        resolvedBy: describeActor(ctx.actor).id,
        resolvedAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(mine);
    await noteDecision(inner, tx, attempt, "resolved", { attempt: attempt.ordinal, resolution });
    await recordAudit(inner, tx, {
      action: "generations.resolve",
      subjectId: attempt.generationId,
      before: { attemptId, resolution: null },
      after: { attemptId, resolution },
      reason,
    });
    return { ok: true as const, repeated: false };
  });
}
