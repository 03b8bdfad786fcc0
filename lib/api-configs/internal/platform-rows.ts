import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";
import { isFromPanel } from "../rules";
import type { PlatformConfigView } from "../schema";
import { type ConfigRow, configColumns, toConfigView } from "./rows";

const ofPlatform = (id: string): SQL | undefined => and(eq(apiConfigs.id, id), isNull(apiConfigs.userId));

/** A platform's config; a person's is not found here. */
export async function findPlatform(executor: Executor, id: string): Promise<ConfigRow> {
  const [row] = await executor.select().from(apiConfigs).where(ofPlatform(id));
  if (!row) throw notFound("config");
  return row;
}

export async function lockPlatform(tx: Transaction, id: string): Promise<ConfigRow> {
  const [row] = await tx.select().from(apiConfigs).where(ofPlatform(id)).for("update");
  if (!row) throw notFound("config");
  return row;
}

const ways = (more: SQL) =>
  sql<number>`(select count(*)::int from channels c where c.api_config_id = "api_configs"."id" ${more})`;
const columns = {
  ...configColumns,
  slot: apiConfigs.slot,
  isEnabled: apiConfigs.isEnabled,
  isSimulated: apiConfigs.isSimulated,
  channels: ways(sql``),
  openCircuits: ways(sql`and c.circuit <> 'closed'`),
};

/** The platform's configs, those of the environment first; there are few. */
export async function readPlatform(executor: Executor, id?: string): Promise<PlatformConfigView[]> {
  const rows = await executor
    .select(columns)
    .from(apiConfigs)
    .where(id === undefined ? isNull(apiConfigs.userId) : ofPlatform(id))
    .orderBy(sql`(slot like 'panel:%')`, apiConfigs.createdAt, apiConfigs.id)
    .limit(200);
  return rows.flatMap(({ slot, isEnabled, isSimulated, channels, openCircuits, ...row }) =>
    row.type === "vision"
      ? []
      : [
          {
            ...toConfigView(row),
            source: isFromPanel(slot) ? ("panel" as const) : ("environment" as const),
            ...{ isEnabled, isSimulated, channels, openCircuits },
          },
        ],
  );
}

/** What a config is, as it stands in the audit log: never its key, only how it ends. */
export const settingsForAudit = (row: ConfigRow) => ({
  name: row.name,
  type: row.type,
  provider: row.provider,
  baseUrl: row.baseUrl,
  model: row.model,
  options: row.options,
  isEnabled: row.isEnabled,
  keyEndsWith: row.apiKeyLast4,
});
