import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiConfigs, channels } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";
import type { ChannelView } from "../schema";

type ChannelRow = typeof channels.$inferSelect;

/** A way of the platform's, locked until the end of the transaction; a person's own key is not found here. */
export async function lockPlatformChannel(
  tx: Transaction,
  id: string,
): Promise<{ row: ChannelRow; configName: string }> {
  const [found] = await tx
    .select({ row: channels, configName: apiConfigs.name })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(and(eq(channels.id, id), isNull(apiConfigs.userId)))
    .for("update", { of: channels });
  if (!found) throw notFound("channel");
  return found;
}

export const toChannelView = (row: ChannelRow, configName: string): ChannelView => ({
  id: row.id,
  configId: row.apiConfigId,
  configName,
  model: row.model,
  vendorModel: row.vendorModel,
  position: row.position,
  weight: row.weight,
  maxConcurrent: row.maxConcurrent,
  maxPerMinute: row.maxPerMinute,
  isEnabled: row.isEnabled,
  circuit: row.circuit,
  circuitReason: row.circuitReason,
  circuitUntil: row.circuitUntil?.toISOString() ?? null,
});
