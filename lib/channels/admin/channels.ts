import { and, asc, eq, isNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { apiConfigs, channels } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { toChannelView } from "../internal/platform-channel";
import type { ChannelView } from "../schema";

/** The platform's ways of one config, or to one model, in the order in which they are asked. */
export async function listChannels({
  ctx,
  input: { configId, model },
}: {
  ctx: Ctx;
  input: { configId?: string; model?: string };
}): Promise<ChannelView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx)
    .select({ row: channels, configName: apiConfigs.name })
    .from(channels)
    .innerJoin(apiConfigs, eq(apiConfigs.id, channels.apiConfigId))
    .where(
      and(
        isNull(apiConfigs.userId),
        configId === undefined ? undefined : eq(channels.apiConfigId, configId),
        model === undefined ? undefined : eq(channels.model, model),
      ),
    )
    .orderBy(asc(channels.model), asc(channels.position), asc(channels.id))
    .limit(200);
  return rows.map(({ row, configName }) => toChannelView(row, configName));
}
