import { and, count, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { channels, channelUses, generationAttempts, generationOutputs } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

/** A circuit that lets everything through: what made it open has been mended. */
const mended = { circuit: "closed", circuitReason: null, circuitUntil: null, circuitOpens: 0 } as const;

/** The one way to a person's own config: it is a model of its own, named by the config's id. */
export const addOwnChannel = (
  tx: Transaction,
  config: { id: string; provider: string; model: string },
  now: Date,
) =>
  tx.insert(channels).values({
    id: newId("channel", now.getTime()),
    model: config.id,
    provider: config.provider,
    vendorModel: config.model,
    apiConfigId: config.id,
    createdAt: now,
    updatedAt: now,
  });

/** Lets a config's channels work again, and lead to `vendorModel` when it changed. */
export const mendChannels = (tx: Transaction, configId: string, now: Date, vendorModel?: string) =>
  tx
    .update(channels)
    .set({ ...mended, ...(vendorModel === undefined ? {} : { vendorModel }), updatedAt: now })
    .where(eq(channels.apiConfigId, configId));

/** After a test that went well: only what a wrong key or an empty account had opened. */
export const mendAfterTest = (tx: Transaction, configId: string, now: Date) =>
  tx
    .update(channels)
    .set({ ...mended, updatedAt: now })
    .where(
      and(eq(channels.apiConfigId, configId), inArray(channels.circuitReason, ["auth", "quota_exhausted"])),
    );

/**
 * Whether a job uses the config at the moment, or still has to fetch what it made with it. The channels stay locked until the end of the transaction, so that
 * no job can begin to use one of them in between.
 */
export async function isInUse(tx: Transaction, configId: string): Promise<boolean> {
  await tx
    .select({ id: channels.id })
    .from(channels)
    .where(eq(channels.apiConfigId, configId))
    .orderBy(channels.id)
    .for("update");
  const [open] = await tx
    .select({ n: count() })
    .from(channelUses)
    .innerJoin(channels, eq(channels.id, channelUses.channelId))
    .where(and(eq(channels.apiConfigId, configId), isNull(channelUses.endedAt)));
  if ((open?.n ?? 0) > 0) return true;
  const [unfetched] = await tx
    .select({ n: count() })
    .from(generationOutputs)
    .innerJoin(generationAttempts, eq(generationAttempts.id, generationOutputs.attemptId))
    .innerJoin(channels, eq(channels.id, generationAttempts.channelId))
    .where(and(eq(channels.apiConfigId, configId), isNotNull(generationOutputs.sourceUrl)));
  return (unfetched?.n ?? 0) > 0;
}
