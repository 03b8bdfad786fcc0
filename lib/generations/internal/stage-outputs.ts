import { transact } from "@/db/client";
import { generationOutputs } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { ProviderErrorClass, ProviderOutput } from "@/lib/providers/image-provider";
import { storage } from "@/lib/providers/storage/client";
import { hasEnded } from "../rules";
import { type AttemptRow, moveAttempt } from "./attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "./change";
import { removeStaged } from "./clear-outputs";

/**
 * Copies a vendor's pictures into our own storage before anything else is done with them, because the vendor's
 * answer may have cost money and cannot be asked for again; then marks the attempt finished in one transaction.
 */
export async function stageOutputs(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  outputs: readonly ProviderOutput[],
  missing: ProviderErrorClass | undefined,
): Promise<void> {
  const staged: (typeof generationOutputs.$inferInsert)[] = [];
  for (const [ordinal, output] of outputs.slice(0, job.count).entries()) {
    const { bytes } = output;
    const storageKey = `staging/${job.id}/${attempt.ordinal}-${ordinal}`;
    await storage().put(storageKey, bytes, { contentType: "application/octet-stream" });
    staged.push({
      id: newId("output", ctx.now.getTime()),
      imageId: newId("image", ctx.now.getTime()),
      generationId: job.id,
      attemptId: attempt.id,
      ordinal,
      storageKey,
      sizeBytes: bytes.length,
      seed: output.seed ?? null,
      createdAt: ctx.now,
    });
    failPoint("generations.staged-one");
  }
  const wanted = await transact(ctx, async (inner, tx) => {
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status)) return false;
    if (!(await moveAttempt(tx, inner, attempt, { state: "finished", finishedAt: ctx.now }))) return true;
    if (staged.length > 0) await tx.insert(generationOutputs).values(staged).onConflictDoNothing();
    await changeGeneration(inner, tx, locked, { stage: "storing", errorCode: missing ?? null });
    return true;
  });
  if (!wanted) await removeStaged(job.id);
}
