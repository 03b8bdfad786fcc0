import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { settleGeneration } from "./settle";

/**
 * Ends a generation whose run was cancelled or has failed for good: tells the provider to stop, as far as it
 * can, and settles what was delivered. With `runId`, only if that run owns it or nobody does. Safe to repeat.
 */
export async function stopGeneration({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string; errorCode?: string; runId?: string };
}): Promise<{ userId: string } | null> {
  requireJob(ctx.actor);
  const [job] = await db().select().from(generations).where(eq(generations.id, input.generationId));
  // Several runs of one job are normal; one that fails must not end what another run is doing.
  if (!job || (input.runId !== undefined && job.runId !== null && job.runId !== input.runId)) return null;
  const { generationId, errorCode } = input;
  return settleGeneration({ ctx, input: { generationId, errorCode } });
}
