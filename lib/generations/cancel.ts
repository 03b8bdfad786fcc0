import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { generations } from "@/db/schema";
import { generationCancelRequested } from "@/inngest/events";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { changeGeneration, lockGeneration } from "./internal/change";
import { afterEnd, endGeneration } from "./internal/end";
import { sendGenerationEvent } from "./internal/send";
import { viewGeneration } from "./internal/view";
import { hasEnded } from "./rules";
import { type GenerationRefusal, type GenerationView, generationIdInput } from "./schema";

/**
 * Stops an own generation. One that waits ends at once with all credits back. A running one is marked, which
 * every later step heeds before it keeps or charges anything, and its run is told to stop; what was delivered
 * before stays and is charged. Cancelling twice answers the same; an ended one is refused.
 */
export async function cancelGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof generationIdInput>;
}): Promise<GenerationView | GenerationRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { id } = generationIdInput.parse(input);
  const userId = requireUser(ctx.actor);
  const cancelled = await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, id);
    if (!locked || locked.userId !== userId) throw notFound("generation");
    if (hasEnded(locked.status)) return locked.status === "cancelled" ? { job: locked } : null;
    const marked = locked.cancelRequestedAt
      ? locked
      : await changeGeneration(inner, tx, locked, { cancelRequestedAt: ctx.now });
    if (marked.status === "running") return { job: marked };
    return { job: marked, ended: await endGeneration(inner, tx, { generationId: id }) };
  });
  if (!cancelled) return { ok: false, reason: "generation_ended" };
  failPoint("generations.cancel-marked");
  if (cancelled.ended) await afterEnd(ctx, cancelled.ended);
  else if (cancelled.job.status === "running")
    await sendGenerationEvent(generationCancelRequested, cancelled.job);
  const [now] = await db().select().from(generations).where(eq(generations.id, id));
  return await viewGeneration(ctx, now ?? broken(`generation ${id} vanished`));
}
