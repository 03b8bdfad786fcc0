import { and, eq } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";
import { type ApiConfigView, configProviderIds } from "../schema";

export type ConfigRow = typeof apiConfigs.$inferSelect;

/** Everything but the key. */
export const configColumns = {
  id: apiConfigs.id,
  name: apiConfigs.name,
  type: apiConfigs.type,
  provider: apiConfigs.provider,
  baseUrl: apiConfigs.baseUrl,
  apiKeyLast4: apiConfigs.apiKeyLast4,
  model: apiConfigs.model,
  options: apiConfigs.options,
  testedAt: apiConfigs.testedAt,
  testErrorClass: apiConfigs.testErrorClass,
  testMessage: apiConfigs.testMessage,
  createdAt: apiConfigs.createdAt,
};

/** Throws for a provider or a type that is no longer offered; nothing removes those while rows have them. */
export function toConfigView(row: Pick<ConfigRow, keyof typeof configColumns>): ApiConfigView {
  const { testedAt, testErrorClass, testMessage, createdAt, provider, type, baseUrl, ...rest } = row;
  const known = configProviderIds.find((id) => id === provider);
  if (!known || type === "vision") throw notFound("config");
  return {
    ...rest,
    provider: known,
    type,
    baseUrl: baseUrl ?? "",
    test: testedAt && {
      at: testedAt.toISOString(),
      ok: testErrorClass === null,
      errorClass: testErrorClass,
      message: testMessage,
    },
    createdAt: createdAt.toISOString(),
  };
}

/** A person's own config with its sealed key; someone else's and the platform's are not found. */
export async function findOwn(executor: Executor, userId: string, id: string): Promise<ConfigRow> {
  const [row] = await executor.select().from(apiConfigs).where(ownConfig(userId, id));
  if (!row) throw notFound("config");
  return row;
}

/** The same, locked until the end of the transaction. */
export async function lockOwn(tx: Transaction, userId: string, id: string): Promise<ConfigRow> {
  const [row] = await tx.select().from(apiConfigs).where(ownConfig(userId, id)).for("update");
  if (!row) throw notFound("config");
  return row;
}

export const ownConfig = (userId: string, id: string) =>
  and(eq(apiConfigs.id, id), eq(apiConfigs.userId, userId));
