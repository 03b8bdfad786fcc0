import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { generations } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { mayMove, progressPercent } from "../rules";
import type { GenerationStage, GenerationStatus } from "../schema";

/** The NOTIFY channel on which every visible change of a generation is told, by its id. */
export const GENERATION_CHANNEL = "xintu_generation";

export type GenerationRow = typeof generations.$inferSelect;

/** Locks a generation's row for the rest of the transaction. */
export async function lockGeneration(tx: Transaction, id: string): Promise<GenerationRow | undefined> {
  const [row] = await tx.select().from(generations).where(eq(generations.id, id)).for("update");
  return row;
}

/**
 * Changes a locked generation: checks the move, keeps progress from going back, raises the revision, and tells
 * the listeners when the transaction commits.
 */
export async function changeGeneration(
  ctx: Ctx,
  tx: Transaction,
  row: GenerationRow,
  change: Partial<Omit<GenerationRow, "status" | "stage" | "progressPercent" | "revision">> & {
    status?: GenerationStatus;
    stage?: GenerationStage;
    /** Part of the stage that is done, 0 to 1. */
    stagePart?: number;
  },
): Promise<GenerationRow> {
  const { stagePart, ...columns } = change;
  if (columns.status && columns.status !== row.status && !mayMove(row.status, columns.status))
    broken(`generation ${row.id} cannot go from ${row.status} to ${columns.status}`);
  const stage = columns.stage ?? row.stage;
  const percent = stage === "ended" ? row.progressPercent : progressPercent(stage, stagePart);
  const ended = columns.status === "succeeded" || columns.status === "partly_succeeded";
  const [changed] = await tx
    .update(generations)
    .set({
      ...columns,
      progressPercent: ended ? 100 : Math.max(row.progressPercent, percent),
      revision: sql`${generations.revision} + 1`,
      updatedAt: ctx.now,
    })
    .where(eq(generations.id, row.id))
    .returning();
  await tx.execute(sql`select pg_notify(${GENERATION_CHANNEL}, ${row.id})`);
  return changed ?? broken(`generation ${row.id} vanished under its lock`);
}
