import { and, eq, isNotNull, isNull, notInArray, notLike, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/log";
import { outboundRules } from "@/lib/platform/outbound/fetch";
import { checkUrl } from "@/lib/platform/outbound/guard";
import { openKey, sealKey } from "./internal/connection";
import { mendChannels } from "./internal/own-channel";
import { addPlatformChannels } from "./internal/platform-channels";
import { type PlatformSlot, platformSlots } from "./internal/platform-slots";
import type { ConfigRow } from "./internal/rows";
import { endOfKey, PANEL_SLOT } from "./rules";

export interface PlatformCounts {
  created: number;
  changed: number;
  /** Their settings are gone from the environment; the rows stay for the jobs and pictures that name them. */
  disabled: number;
  /** Ways to models that did not exist before. */
  channels: number;
}

/**
 * Makes the platform's configs and their channels what the environment says (OPENAI_API_KEY, REPLICATE_API_KEY, …
 * in lib/platform/env.ts): one config by slot, one channel for every model of its vendor. Runs at every start;
 * several processes take turns, and repeating it changes nothing. Positions, weights, limits and switches of channels
 * that exist are left alone, and so are configs that an admin has made in the panel.
 */
export async function ensurePlatformConfigs({ ctx }: { ctx: Ctx }): Promise<PlatformCounts> {
  requireJob(ctx.actor);
  const slots = platformSlots(env());
  for (const slot of slots) warnOfAddress(slot);
  return transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('api-configs:platform', 0))`);
    const counts: PlatformCounts = { created: 0, changed: 0, disabled: 0, channels: 0 };
    for (const slot of slots) {
      const { id, did } = await ensureSlot(inner, tx, slot);
      if (did) counts[did] += 1;
      counts.channels += await addPlatformChannels(tx, id, slot, ctx.now);
    }
    counts.disabled = await disableOthers(
      inner,
      tx,
      slots.map(({ slot }) => slot),
    );
    return counts;
  });
}

/** The guard has no exception for the operator's own settings: a private address must be on the allow-list. */
function warnOfAddress({ slot, baseUrl }: PlatformSlot): void {
  try {
    checkUrl(baseUrl, outboundRules());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger("api-configs.platform").warn("OUTBOUND_ALLOW lacks an address that the environment names", {
      slot,
      reason: error.detail,
    });
  }
}

async function ensureSlot(
  ctx: Ctx,
  tx: Transaction,
  slot: PlatformSlot,
): Promise<{ id: string; did: "created" | "changed" | null }> {
  const { apiKey, position: _position, maxConcurrent: _maxConcurrent, ...settings } = slot;
  const [row] = await tx
    .select()
    .from(apiConfigs)
    .where(and(eq(apiConfigs.slot, slot.slot), isNull(apiConfigs.userId)));
  if (row && isUnchanged(row, slot)) return { id: row.id, did: null };
  const id = row?.id ?? newId("apiConfig", ctx.now.getTime());
  const values = {
    ...settings,
    isEnabled: true,
    apiKey: sealKey(apiKey, id),
    apiKeyLast4: endOfKey(apiKey),
    updatedAt: ctx.now,
  };
  if (row) {
    await tx.update(apiConfigs).set(values).where(eq(apiConfigs.id, id));
    await mendChannels(tx, id, ctx.now);
  } else await tx.insert(apiConfigs).values({ ...values, id, userId: null, createdAt: ctx.now });
  const action = row ? "api-configs.platform-change" : "api-configs.platform-create";
  await recordAudit(ctx, tx, { action, subjectId: id, after: settings });
  return { id, did: row ? "changed" : "created" };
}

/** jsonb keeps its own order of names, so options are compared sorted. */
const optionsText = (options: Record<string, string>) => JSON.stringify(Object.entries(options).sort());

function isUnchanged(row: ConfigRow, slot: PlatformSlot): boolean {
  return (
    row.isEnabled &&
    row.name === slot.name &&
    row.type === slot.type &&
    row.provider === slot.provider &&
    row.baseUrl === slot.baseUrl &&
    row.model === slot.model &&
    row.isSimulated === slot.isSimulated &&
    optionsText(row.options) === optionsText(slot.options) &&
    hasKey(row, slot.apiKey)
  );
}

/** A key that the ring cannot open any more is written anew: here it is at hand. */
function hasKey(row: ConfigRow, apiKey: string): boolean {
  try {
    return openKey(row) === apiKey;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function disableOthers(ctx: Ctx, tx: Transaction, present: readonly string[]): Promise<number> {
  const disabled = await tx
    .update(apiConfigs)
    .set({ isEnabled: false, updatedAt: ctx.now })
    .where(
      and(
        isNull(apiConfigs.userId),
        isNotNull(apiConfigs.slot),
        notLike(apiConfigs.slot, `${PANEL_SLOT}%`),
        eq(apiConfigs.isEnabled, true),
        present.length > 0 ? notInArray(apiConfigs.slot, [...present]) : undefined,
      ),
    )
    .returning({ id: apiConfigs.id });
  for (const { id } of disabled)
    await recordAudit(ctx, tx, { action: "api-configs.platform-disable", subjectId: id });
  return disabled.length;
}
