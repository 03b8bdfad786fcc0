import { and, count, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { apiConfigs, channels, channelUses } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { type Load, orderChannels, type Skip, whyNot } from "./rules";

export interface ChosenChannel {
  id: string;
  provider: string;
  vendorModel: string;
  apiConfigId: string;
  /** The name of its config, for the timeline. */
  name: string;
}

export interface Skipped {
  name: string;
  why: Skip;
  /** When its circuit lets a call probe. */
  until: Date | null;
}

export interface ChannelChoice {
  chosen: ChosenChannel | null;
  /** Those that came before it in the order, or all of them, and why each was passed by. */
  skipped: Skipped[];
  /** When nothing was chosen: how long until asking again makes sense; null when there is no hope soon. */
  waitMs: number | null;
}

const BUSY_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Chooses the channel of one attempt and takes a slot on it, in the caller's transaction. `avoid` are channels
 * that were asked in this round already; `only` pins the attempt to one; `config` to those of one config.
 * Choices follow each other, so that two cannot take the last slot or probe together. Slots and rates belong to the
 * config: all of a vendor's models share one account.
 */
export async function takeChannel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: {
    model: string;
    attemptId: string;
    generationId: string;
    avoid: readonly string[];
    only?: string;
    config?: string;
  };
}): Promise<ChannelChoice> {
  requireJob(ctx.actor);
  return transact(ctx, async (_, tx) => {
    // A config that is being removed is waited for before the common lock, so that nobody else waits for it too.
    await tx
      .select({ id: channels.id })
      .from(channels)
      .where(eq(channels.model, input.model))
      .for("key share");
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('channels', 0))`);
    const rows = await listChannels(tx, input.model);
    const wanted = rows.filter(
      (row) =>
        (!input.only || row.channel.id === input.only) &&
        (input.config === undefined || row.channel.apiConfigId === input.config),
    );
    const skipped: ChannelChoice["skipped"] = [];
    for (const channel of orderChannels(
      wanted.map(({ channel, name, enabled }) => ({
        ...channel,
        name,
        isEnabled: channel.isEnabled && enabled,
      })),
      input.attemptId,
    )) {
      const why = input.avoid.includes(channel.id)
        ? "tried"
        : whyNot(channel, await loadOf(tx, channel, ctx.now), ctx.now);
      if (why) {
        skipped.push({ name: channel.name, why, until: channel.circuitUntil });
        continue;
      }
      await take(ctx, tx, channel, input);
      const { id, provider, vendorModel, apiConfigId, name } = channel;
      return { chosen: { id, provider, vendorModel, apiConfigId, name }, skipped, waitMs: null };
    }
    return { chosen: null, skipped, waitMs: waitOf(ctx, skipped) };
  });
}

const listChannels = (tx: Transaction, model: string) =>
  tx
    .select({ channel: channels, name: apiConfigs.name, enabled: apiConfigs.isEnabled })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(eq(channels.model, model))
    .orderBy(channels.position, desc(channels.weight))
    .limit(50);

async function loadOf(tx: Transaction, channel: typeof channels.$inferSelect, now: Date): Promise<Load> {
  const account = tx
    .select({ id: channels.id })
    .from(channels)
    .where(eq(channels.apiConfigId, channel.apiConfigId));
  const [open] = await tx
    .select({ n: count() })
    .from(channelUses)
    .where(and(inArray(channelUses.channelId, account), isNull(channelUses.endedAt)));
  const [mine] = await tx
    .select({ n: count() })
    .from(channelUses)
    .where(and(eq(channelUses.channelId, channel.id), isNull(channelUses.endedAt)));
  const [minute] = await tx
    .select({ n: count() })
    .from(channelUses)
    .where(
      and(
        inArray(channelUses.channelId, account),
        gt(channelUses.startedAt, new Date(now.getTime() - 60_000)),
      ),
    );
  return { open: open?.n ?? 0, openHere: mine?.n ?? 0, lastMinute: minute?.n ?? 0 };
}

async function take(
  ctx: Ctx,
  tx: Transaction,
  channel: typeof channels.$inferSelect,
  input: { attemptId: string; generationId: string },
): Promise<void> {
  const { attemptId, generationId } = input;
  await tx
    .insert(channelUses)
    .values({ id: attemptId, channelId: channel.id, generationId, startedAt: ctx.now });
  if (channel.circuit === "open")
    await tx
      .update(channels)
      .set({ circuit: "half_open", updatedAt: ctx.now })
      .where(and(eq(channels.id, channel.id), eq(channels.circuit, "open")));
}

/** Full slots and minutes free themselves; an open circuit is worth waiting for when it opens soon. */
function waitOf(ctx: Ctx, skipped: readonly Skipped[]): number | null {
  const waits = skipped.flatMap(({ why, until }) => {
    if (why === "concurrency" || why === "rate" || why === "probing") return BUSY_WAIT_MS;
    return why === "circuit_open" && until ? until.getTime() - ctx.now.getTime() : [];
  });
  const soon = waits.filter((ms) => ms <= LONGEST_WAIT_MS);
  return soon.length > 0 ? Math.max(BUSY_WAIT_MS, Math.min(...soon)) : null;
}

/** Whether another channel of this model could be asked now; it looks and takes nothing. */
export async function hasOtherChannel(ctx: Ctx, model: string, avoid: readonly string[]): Promise<boolean> {
  return transact(ctx, async (_, tx) => {
    for (const { channel, enabled } of await listChannels(tx, model)) {
      if (avoid.includes(channel.id)) continue;
      const state = { ...channel, isEnabled: channel.isEnabled && enabled };
      const why = whyNot(state, await loadOf(tx, channel, ctx.now), ctx.now);
      if (why === null || why === "concurrency" || why === "rate") return true;
    }
    return false;
  });
}
