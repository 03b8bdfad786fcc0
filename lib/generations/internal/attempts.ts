import { and, count, desc, eq } from "drizzle-orm";
import { db, type Executor } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import type { GenerationRow } from "./change";

export type AttemptRow = typeof generationAttempts.$inferSelect;

export async function findLatestAttempt(
  executor: Executor,
  generationId: string,
): Promise<AttemptRow | undefined> {
  const [attempt] = await executor
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, generationId))
    .orderBy(desc(generationAttempts.ordinal))
    .limit(1);
  return attempt;
}

/** How often this job was sent, and how often nobody can tell what became of it. */
export async function countAttempts(
  generationId: string,
): Promise<{ attempts: number; unknownOutcomes: number }> {
  const rows = await db()
    .select({ state: generationAttempts.state, n: count() })
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, generationId))
    .groupBy(generationAttempts.state);
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
  return { attempts: rows.reduce((sum, row) => sum + row.n, 0), unknownOutcomes: of("submission_unknown") };
}

/** Opens the next attempt in `not_sent`; null when a concurrent run of the same job opened it. */
export async function openAttempt(
  ctx: Ctx,
  job: GenerationRow,
  ordinal: number,
  cause: string,
): Promise<AttemptRow | null> {
  const [attempt] = await db()
    .insert(generationAttempts)
    .values({
      id: newId("attempt", ctx.now.getTime()),
      generationId: job.id,
      ordinal,
      provider: job.provider,
      model: job.model,
      cause,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning();
  return attempt ?? null;
}

/** Moves an attempt from one state to another; false when it was not there any more. */
export async function moveAttempt(
  executor: Executor,
  ctx: Ctx,
  attempt: Pick<AttemptRow, "id" | "state">,
  change: Partial<AttemptRow>,
): Promise<boolean> {
  const moved = await executor
    .update(generationAttempts)
    .set({ ...change, updatedAt: ctx.now })
    .where(and(eq(generationAttempts.id, attempt.id), eq(generationAttempts.state, attempt.state)))
    .returning({ id: generationAttempts.id });
  return moved.length > 0;
}
