import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { afterCancel, markCancelled } from "../internal/cancel";
import { lockGeneration } from "../internal/change";
import { cancelOfInput, type GenerationAdminRefusal, type GenerationStatus } from "../schema";

/**
 * Stops anybody's generation as its owner would: what waits ends with all credits back, what runs is told to stop and
 * is charged for what it has delivered. Repeating it changes nothing.
 */
export async function cancelAnyGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof cancelOfInput>;
}): Promise<{ ok: true; status: GenerationStatus } | GenerationAdminRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason } = cancelOfInput.parse(input);
  const cancelled = await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, id);
    if (!locked) throw notFound("generation");
    // The platform ends it, as it ends what fails: the credits that come back are the person's.
    const platform: Ctx = { ...inner, actor: { kind: "job", name: "cancel-generation" } };
    const done = await markCancelled(platform, tx, locked);
    const isNew = locked.cancelRequestedAt === null && locked.status !== "cancelled";
    if (done && isNew)
      await recordAudit(inner, tx, {
        action: "generations.cancel",
        subjectId: id,
        before: { status: locked.status, cancelRequested: false },
        after: { status: done.ended?.job.status ?? done.job.status, cancelRequested: true },
        reason,
      });
    return done;
  });
  if (!cancelled) return { ok: false, reason: "generation_ended" };
  await afterCancel(ctx, cancelled);
  return { ok: true, status: cancelled.ended?.job.status ?? cancelled.job.status };
}
