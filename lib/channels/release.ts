import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { channels, channelUses, generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { circuitAfter, HEALTH_WINDOW, HEALTH_WINDOW_MS, type UseOutcome } from "./rules";

/**
 * Ends an attempt's use of its channel with how it went, and moves the circuit. Answers how the circuit changed.
 * A use that has ended before, or an attempt that has none, changes nothing.
 */
export async function releaseChannel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { attemptId: string; outcome: UseOutcome };
}): Promise<"opened" | "closed" | null> {
  requireJob(ctx.actor);
  return transact(ctx, async (_, tx) => {
    // Several may move the circuits of one account at once: all of its channels are locked, in the order of their ids.
    await lockAccount(tx, input.attemptId);
    const [ended] = await tx
      .update(channelUses)
      .set({ endedAt: ctx.now, outcome: input.outcome })
      .where(and(eq(channelUses.id, input.attemptId), isNull(channelUses.endedAt)))
      .returning({ channelId: channelUses.channelId });
    if (!ended) return null;
    const [channel] = await tx.select().from(channels).where(eq(channels.id, ended.channelId));
    if (!channel) return null;
    const recent = await tx
      .select({ outcome: channelUses.outcome })
      .from(channelUses)
      .where(
        and(
          eq(channelUses.channelId, channel.id),
          isNotNull(channelUses.endedAt),
          gt(channelUses.startedAt, new Date(ctx.now.getTime() - HEALTH_WINDOW_MS)),
        ),
      )
      .orderBy(desc(channelUses.endedAt))
      .limit(HEALTH_WINDOW);
    const outcomes = recent.map((use) => use.outcome ?? "closed");
    const after = circuitAfter(channel, input.outcome, outcomes, ctx.now);
    if (after.circuit === channel.circuit && after.circuitOpens === channel.circuitOpens) return null;
    // A key or an account that is refused is refused for every model behind it.
    const account = after.circuit === "open" && opensAccount(after.circuitReason);
    await tx
      .update(channels)
      .set({ ...after, updatedAt: ctx.now })
      .where(account ? eq(channels.apiConfigId, channel.apiConfigId) : eq(channels.id, channel.id));
    if (after.circuit !== "open") return channel.circuit === "closed" ? null : "closed";
    logger("channels.circuit").warn("circuit opened", {
      channel: channel.id,
      provider: channel.provider,
      reason: after.circuitReason,
      until: after.circuitUntil?.toISOString(),
    });
    return "opened";
  });
}

async function lockAccount(tx: Transaction, attemptId: string): Promise<void> {
  const account = tx
    .select({ id: channels.apiConfigId })
    .from(channelUses)
    .innerJoin(channels, eq(channels.id, channelUses.channelId))
    .where(eq(channelUses.id, attemptId));
  await tx
    .select({ id: channels.id })
    .from(channels)
    .where(inArray(channels.apiConfigId, account))
    .orderBy(channels.id)
    .for("update");
}

const opensAccount = (reason: string | null): boolean => reason === "auth" || reason === "quota_exhausted";

/** Ends every use that a generation still holds, when the generation itself has ended. */
export async function releaseChannelsOf({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { generationId: string };
}): Promise<void> {
  await transact(ctx, async (_, tx) => {
    await tx
      .update(channelUses)
      .set({ endedAt: ctx.now, outcome: "closed" })
      .where(and(eq(channelUses.generationId, input.generationId), isNull(channelUses.endedAt)));
  });
}

/** Ends uses that their generation's end did not find, because a worker was slower than it. Safe to repeat. */
export async function releaseEnded({ ctx }: { ctx: Ctx }): Promise<{ released: number }> {
  requireJob(ctx.actor);
  const { rowCount } = await transact(ctx, async (_, tx) => {
    const released = await tx
      .update(channelUses)
      .set({ endedAt: ctx.now, outcome: "closed" })
      .where(
        and(
          isNull(channelUses.endedAt),
          exists(
            tx
              .select({ one: sql`1` })
              .from(generations)
              .where(and(eq(generations.id, channelUses.generationId), isNotNull(generations.finishedAt))),
          ),
        ),
      )
      .returning({ id: channelUses.id });
    return { rowCount: released.length };
  });
  return { released: rowCount };
}
