import { transact } from "@/db/client";
import { generationOutputs } from "@/db/schema";
import { releaseChannel } from "@/lib/channels/release";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import { insist } from "@/lib/platform/process/insist";
import type { OutputWarning, ProviderOutput } from "@/lib/providers/image-provider";
import type { ProviderErrorClass } from "@/lib/providers/provider-error";
import { countOfPart, hasEnded } from "../rules";
import { type AttemptRow, moveAttempt } from "./attempts";
import { changeGeneration, type GenerationRow, lockGeneration } from "./change";
import { removeStaged } from "./clear-outputs";
import { noteDecision } from "./timeline";

export interface Delivery {
  outputs: readonly ProviderOutput[];
  /** Why pictures are missing, if some are. */
  refused?: ProviderErrorClass;
  warnings?: readonly OutputWarning[];
}

/**
 * Records a vendor's pictures before anything else is done with them, because its answer may have cost money and
 * cannot be asked for again: those that were put away already by their key, the others by the address from which
 * they have to be fetched. The attempt is finished in the same transaction.
 */
export async function stageOutputs(
  ctx: Ctx,
  job: GenerationRow,
  attempt: AttemptRow,
  { outputs, refused, warnings = [] }: Delivery,
): Promise<void> {
  const first = attempt.part * job.perCall;
  const wanted = countOfPart(job, attempt.part);
  const staged = outputs.slice(0, wanted).map((output, index): typeof generationOutputs.$inferInsert => ({
    id: newId("output", ctx.now.getTime()),
    imageId: newId("image", ctx.now.getTime()),
    generationId: job.id,
    attemptId: attempt.id,
    ordinal: first + index,
    storageKey: "kept" in output ? output.kept.storageKey : null,
    sizeBytes: "kept" in output ? output.kept.sizeBytes : null,
    sourceUrl: "url" in output ? output.url : null,
    seed: output.seed ?? null,
    vendorRef: output.vendorRef ?? null,
    createdAt: ctx.now,
  }));
  failPoint("generations.before-staging");
  const record = () =>
    transact(ctx, async (inner, tx) => {
      const locked = await lockGeneration(tx, job.id);
      const ended = !locked || hasEnded(locked.status);
      const state = ended ? "closed" : "finished";
      if (!(await moveAttempt(tx, inner, attempt, { state, finishedAt: ctx.now }))) return true;
      await releaseChannel({ ctx: inner, input: { attemptId: attempt.id, outcome: "delivered" } });
      if (ended) return false;
      await tx.insert(generationOutputs).values(staged).onConflictDoNothing();
      await noteDecision(inner, tx, attempt, "delivered", {
        attempt: attempt.ordinal,
        count: staged.length,
        of: wanted,
        refused: refused ?? null,
      });
      await changeGeneration(inner, tx, locked, {
        stage: "storing",
        errorCode: refused ?? locked.errorCode,
        warnings: [...new Set([...locked.warnings, ...warnings])],
      });
      return true;
    });
  // The pictures were paid for: a database that is away for a moment must not make them be ordered again.
  const alive = await insist("record pictures", record);
  failPoint("generations.staged");
  if (!alive) await removeStaged(job.id);
}
