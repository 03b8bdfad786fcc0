import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { generations } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { afterCancel, markCancelled } from "./internal/cancel";
import { lockGeneration } from "./internal/change";
import { viewGeneration } from "./internal/view";
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
    return markCancelled(inner, tx, locked);
  });
  if (!cancelled) return { ok: false, reason: "generation_ended" };
  failPoint("generations.cancel-marked");
  await afterCancel(ctx, cancelled);
  const [now] = await db().select().from(generations).where(eq(generations.id, id));
  return await viewGeneration(ctx, now ?? broken(`generation ${id} vanished`));
}
