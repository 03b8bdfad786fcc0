import type { z } from "zod";
import { transact } from "@/db/client";
import { apiConfigs } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sealKey } from "../internal/connection";
import { addPlatformChannels } from "../internal/platform-channels";
import { readPlatform, settingsForAudit } from "../internal/platform-rows";
import { maxConcurrentOf } from "../internal/platform-slots";
import { checkSettings, isModelSupported } from "../internal/settings";
import { endOfKey, optionsOf, PANEL_SLOT } from "../rules";
import {
  configProviders,
  createPlatformConfigInput,
  type PlatformConfigRefusal,
  type PlatformConfigView,
} from "../schema";

/**
 * Makes a config of the platform with a channel to each model of its vendor; orders may use them at once. Its key is
 * sealed, and its slot tells the start of a server to leave it alone.
 */
export async function createPlatformConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createPlatformConfigInput>;
}): Promise<PlatformConfigView | PlatformConfigRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { name, type, provider, apiKey, position, reason, ...given } = createPlatformConfigInput.parse(input);
  const usual = configProviders[provider];
  const options = optionsOf(given.options);
  const baseUrl = checkSettings({
    ...{ type, provider, options, hasKey: apiKey !== "" },
    baseUrl: given.baseUrl ?? usual.baseUrl,
  });
  const model = given.model ?? usual.model;
  if (!isModelSupported({ type, provider, options }, model))
    return { ok: false, reason: "model_not_supported" };
  return transact(ctx, async (inner, tx) => {
    const id = newId("apiConfig", ctx.now.getTime());
    const [row] = await tx
      .insert(apiConfigs)
      .values({
        ...{ id, userId: null, slot: `${PANEL_SLOT}${id}`, name, type, provider, baseUrl, model, options },
        ...{ apiKey: sealKey(apiKey, id), apiKeyLast4: endOfKey(apiKey) },
        ...{ createdAt: ctx.now, updatedAt: ctx.now },
      })
      .returning();
    const made = row ?? broken("insert returned no config");
    const maxConcurrent = maxConcurrentOf(provider);
    await addPlatformChannels(tx, id, { type, provider, options, position, maxConcurrent }, ctx.now);
    await recordAudit(inner, tx, {
      action: "api-configs.panel-create",
      subjectId: id,
      before: {},
      after: settingsForAudit(made),
      reason,
    });
    const [view] = await readPlatform(tx, id);
    return view ?? broken("a config was not stored");
  });
}
