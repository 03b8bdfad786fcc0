import { count, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sealKey } from "./internal/connection";
import { addOwnChannel } from "./internal/own-channel";
import { configColumns, toConfigView } from "./internal/rows";
import { checkSettings, isModelSupported } from "./internal/settings";
import { endOfKey } from "./rules";
import { type ApiConfigRefusal, type ApiConfigView, createApiConfigInput, MAX_API_CONFIGS } from "./schema";

/**
 * Keeps a person's own key and makes a model of it (for pictures: the channel that leads there). The address is
 * judged by the outbound guard, nothing is connected to. Refuses the 21st config, and models that its vendor's
 * adapter does not know.
 */
export async function createApiConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createApiConfigInput>;
}): Promise<ApiConfigView | ApiConfigRefusal> {
  requirePermission(ctx.actor, "MANAGE_API_CONFIG");
  const userId = requireUser(ctx.actor);
  const { apiKey, ...given } = createApiConfigInput.parse(input);
  const settings = { ...given, baseUrl: checkSettings({ ...given, hasKey: apiKey !== "" }) };
  if (!isModelSupported(settings, settings.model)) return { ok: false, reason: "model_not_supported" };
  return transact(ctx, async (inner, tx) => {
    if ((await countOwn(tx, userId)) >= MAX_API_CONFIGS)
      return { ok: false as const, reason: "too_many_api_configs" as const };
    const id = newId("apiConfig", ctx.now.getTime());
    const [row] = await tx
      .insert(apiConfigs)
      .values({
        ...settings,
        id,
        userId,
        apiKey: sealKey(apiKey, id),
        apiKeyLast4: endOfKey(apiKey),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning(configColumns);
    if (!row) broken("insert returned no config");
    if (settings.type === "image") await addOwnChannel(tx, { ...settings, id }, ctx.now);
    await recordAudit(inner, tx, { action: "api-configs.create", subjectId: id, after: settings });
    return toConfigView(row);
  });
}

/** Counted one after the other per person, so that two at once cannot both be the twentieth. */
async function countOwn(tx: Transaction, userId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`api-configs:${userId}`}, 0))`);
  const [own] = await tx.select({ n: count() }).from(apiConfigs).where(eq(apiConfigs.userId, userId));
  return own?.n ?? 0;
}
