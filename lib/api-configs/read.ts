import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { configColumns, ownConfig, toConfigView } from "./internal/rows";
import { type ApiConfigView, apiConfigIdInput, MAX_API_CONFIGS } from "./schema";

/** The acting person's configs, oldest first; they are few, so all of them. */
export async function listApiConfigs({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ items: ApiConfigView[]; nextCursor: null }> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const rows = await executor(ctx)
    .select(configColumns)
    .from(apiConfigs)
    .where(eq(apiConfigs.userId, requireUser(ctx.actor)))
    .orderBy(asc(apiConfigs.createdAt), asc(apiConfigs.id))
    .limit(MAX_API_CONFIGS);
  return { items: rows.map(toConfigView), nextCursor: null };
}

/** One of the acting person's configs; 404 for anybody else's. */
export async function getApiConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof apiConfigIdInput>;
}): Promise<ApiConfigView> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const { id } = apiConfigIdInput.parse(input);
  const [row] = await executor(ctx)
    .select(configColumns)
    .from(apiConfigs)
    .where(ownConfig(requireUser(ctx.actor), id));
  if (!row) throw notFound("config");
  return toConfigView(row);
}
