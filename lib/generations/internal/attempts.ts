import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { db, type Executor, type Transaction, transact } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { type ChannelChoice, takeChannel } from "@/lib/channels/take";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { hasEnded } from "../rules";
import { type GenerationRow, lockGeneration } from "./change";
import { noteDecision } from "./timeline";

export type AttemptRow = typeof generationAttempts.$inferSelect;
export type AttemptCause = "first" | "retry" | "failover" | "unknown_outcome";

/** The newest attempt of a part of a generation; of the whole generation without one. */
export async function findLatestAttempt(
  executor: Executor,
  generationId: string,
  part?: number,
): Promise<AttemptRow | undefined> {
  const [attempt] = await executor
    .select()
    .from(generationAttempts)
    .where(
      and(
        eq(generationAttempts.generationId, generationId),
        part === undefined ? undefined : eq(generationAttempts.part, part),
      ),
    )
    .orderBy(desc(generationAttempts.ordinal))
    .limit(1);
  return attempt;
}

const listAttempts = (generationId: string): Promise<AttemptRow[]> =>
  db()
    .select()
    .from(generationAttempts)
    .where(eq(generationAttempts.generationId, generationId))
    .orderBy(asc(generationAttempts.ordinal))
    .limit(200);

/** How often a part was tried, and how often in the whole generation nobody can tell what became of it. */
export async function countTries(
  attempt: Pick<AttemptRow, "generationId" | "part">,
): Promise<{ attempts: number; laps: number; unknownOutcomes: number }> {
  const rows = await listAttempts(attempt.generationId);
  const ofPart = rows.filter((row) => row.part === attempt.part);
  return {
    attempts: ofPart.length,
    laps: ofPart.filter((row) => row.cause !== "failover").length,
    unknownOutcomes: rows.filter(
      (row) => row.state === "submission_unknown" || row.errorClass === "unknown_outcome",
    ).length,
  };
}

/** The channels that were asked since the part was last begun anew: they are not asked again before the next lap. */
export async function channelsOfLap(attempt: Pick<AttemptRow, "generationId" | "part">): Promise<string[]> {
  const ofPart = (await listAttempts(attempt.generationId)).filter((row) => row.part === attempt.part);
  const begin = ofPart.findLastIndex((row) => row.cause !== "failover");
  return ofPart.slice(Math.max(0, begin)).flatMap((row) => row.channelId ?? []);
}

export interface NewAttempt {
  part: number;
  cause: AttemptCause;
  /** The ordinal of the part's newest attempt as it was seen; 0 without one. */
  follows: number;
  avoid: readonly string[];
  /** The channel it has to use: that of an order which may still be under way there. */
  only?: string;
  /** The config it has to use: that of the picture it acts on. */
  config?: string;
  /** The built-in renderer needs no channel. */
  builtIn: boolean;
}

/**
 * Opens the next attempt in `not_sent` with a channel of its own, in one transaction. Answers the choice without
 * an attempt when no channel is free; nothing at all when the generation has ended or is being cancelled. Throws
 * when another worker opened one meanwhile: the step is repeated.
 */
export async function openAttempt(
  ctx: Ctx,
  job: GenerationRow,
  order: NewAttempt,
): Promise<{ attempt: AttemptRow | null; choice: ChannelChoice | null }> {
  return transact(ctx, async (inner, tx) => {
    const id = newId("attempt", ctx.now.getTime());
    const { part, avoid, only, config } = order;
    const locked = await lockGeneration(tx, job.id);
    if (!locked || hasEnded(locked.status) || locked.cancelRequestedAt)
      return { attempt: null, choice: null };
    if (((await findLatestAttempt(tx, job.id, part))?.ordinal ?? 0) !== order.follows)
      throw new Error(`an attempt of ${job.id} is being opened by another worker`);
    const choice = order.builtIn
      ? null
      : await takeChannel({
          ctx: inner,
          input: { model: job.model, attemptId: id, generationId: job.id, avoid, only, config },
        });
    if (choice && !choice.chosen) return { attempt: null, choice };
    const [attempt] = await tx
      .insert(generationAttempts)
      .values({
        id,
        generationId: job.id,
        ordinal: ((await findLatestAttempt(tx, job.id))?.ordinal ?? 0) + 1,
        part,
        provider: choice?.chosen?.provider ?? job.provider,
        model: choice?.chosen?.vendorModel ?? job.model,
        channelId: choice?.chosen?.id ?? null,
        cause: order.cause,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning();
    if (attempt && choice) await noteChoice(inner, tx, attempt, choice);
    return { attempt: attempt ?? null, choice };
  });
}

async function noteChoice(
  ctx: Ctx,
  tx: Transaction,
  attempt: AttemptRow,
  { chosen, skipped }: ChannelChoice,
): Promise<void> {
  // What was asked just before stands in the timeline already.
  for (const { name, why } of skipped.filter(({ why }) => why !== "tried"))
    await noteDecision(ctx, tx, attempt, "channel_skipped", { channel: name, why });
  const kind = attempt.cause === "failover" ? "failover" : "channel_chosen";
  await noteDecision(ctx, tx, attempt, kind, {
    channel: chosen?.name ?? "",
    attempt: attempt.ordinal,
    cause: attempt.cause,
  });
}

/**
 * Moves an attempt from one state to another; false when it was not there any more. `open`: only if nobody has
 * given it up meanwhile.
 */
export async function moveAttempt(
  executor: Executor,
  ctx: Ctx,
  attempt: Pick<AttemptRow, "id" | "state">,
  change: Partial<AttemptRow>,
  { open = false } = {},
): Promise<boolean> {
  const moved = await executor
    .update(generationAttempts)
    .set({ ...change, updatedAt: ctx.now })
    .where(
      and(
        eq(generationAttempts.id, attempt.id),
        eq(generationAttempts.state, attempt.state),
        open ? isNull(generationAttempts.finishedAt) : undefined,
      ),
    )
    .returning({ id: generationAttempts.id });
  return moved.length > 0;
}
