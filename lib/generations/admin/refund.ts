import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { generations } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import { refundCredits } from "@/lib/credits/refunds/refund";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { noteDecision } from "../internal/timeline";
import { hasEnded } from "../rules";
import { type GenerationAdminRefusal, refundGenerationInput } from "../schema";

/**
 * Gives the person back what an ended generation was charged, all of it or a part, as credits that never expire; never
 * more in total than was charged. The pictures stay. The window's key makes it happen once.
 */
export async function refundGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof refundGenerationInput>;
}): Promise<{ ok: true; repeated: boolean } | GenerationAdminRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, amount, reason, idempotencyKey } = refundGenerationInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const [job] = await tx
      .select({ status: generations.status, creditsUsed: generations.creditsUsed })
      .from(generations)
      .where(eq(generations.id, id));
    if (!job) throw notFound("generation");
    if (!hasEnded(job.status)) return { ok: false as const, reason: "generation_open" as const };
    // What cost nothing was never reserved, and has nothing to give back.
    if (!job.creditsUsed) return { ok: false as const, reason: "refund_exceeds_charge" as const, left: 0 };
    const refund = { subjectId: id, amount, reason, idempotencyKey };
    const given = await refundCredits({ ctx: inner, input: refund });
    if (!given.ok || given.repeated) return given.ok ? { ok: true as const, repeated: true } : given;
    await noteDecision(inner, tx, { generationId: id, part: 0 }, "refunded", { credits: amount });
    await recordAudit(inner, tx, {
      action: "generations.refund",
      subjectId: id,
      before: given.before,
      after: { ...given.after, amount, entryId: given.entryId },
      reason,
    });
    return { ok: true as const, repeated: false };
  });
}
