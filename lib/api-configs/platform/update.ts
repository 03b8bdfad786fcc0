import type { z } from "zod";
import type { Ctx } from "@/lib/platform/context";
import { invalidInput } from "@/lib/platform/errors";
import { isSealedEmpty } from "@/lib/platform/key-ring/seal";
import { changePlatform } from "../internal/change-platform";
import { isInUse, mendChannels } from "../internal/own-channel";
import type { ConfigRow } from "../internal/rows";
import { checkSettings, isModelSupported } from "../internal/settings";
import { mustGiveKeyAgain, optionsOf } from "../rules";
import {
  configProviderIds,
  type PlatformConfigRefusal,
  type PlatformConfigView,
  updatePlatformConfigInput,
} from "../schema";

/**
 * Changes name, path, model and options of a config of the panel. Its key does not follow it to another server, which
 * wants a config of its own; while a job uses it, only its name changes (`config_in_use`).
 */
export async function updatePlatformConfig({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updatePlatformConfigInput>;
}): Promise<PlatformConfigView | PlatformConfigRefusal> {
  const { id, reason, name, model, ...given } = updatePlatformConfigInput.parse(input);
  const options = optionsOf(given.options);
  return changePlatform({
    ...{ ctx, input: { id, reason }, action: "api-configs.panel-update" },
    decide: async (row, tx) => {
      const baseUrl = settingsIn(row, given.baseUrl, options);
      if (!isModelSupported({ ...kindOf(row), options }, model))
        return { ok: false, reason: "model_not_supported" };
      const isMoved =
        baseUrl !== row.baseUrl || model !== row.model || textOf(options) !== textOf(row.options);
      if (!isMoved) return name === row.name ? null : { name };
      if (await isInUse(tx, id)) return { ok: false, reason: "config_in_use" };
      await mendChannels(tx, id, ctx.now);
      return { name, baseUrl, model, options, testedAt: null, testErrorClass: null, testMessage: null };
    },
  });
}

/** jsonb keeps its own order of names. */
const textOf = (options: Record<string, string>) => JSON.stringify(Object.entries(options).sort());

function kindOf(row: ConfigRow) {
  const provider = configProviderIds.find((known) => known === row.provider);
  if (!provider || row.type === "vision") throw invalidInput({ provider: "is no longer offered" });
  return { type: row.type, provider };
}

function settingsIn(row: ConfigRow, wanted: string, options: Record<string, string>): string {
  const hasKey = !isSealedEmpty(row.apiKey);
  const baseUrl = checkSettings({ ...kindOf(row), baseUrl: wanted, hasKey, options });
  if (hasKey && row.baseUrl !== null && mustGiveKeyAgain(row.baseUrl, baseUrl))
    throw invalidInput({ baseUrl: "is another server: its key must be given again, in a new config" });
  return baseUrl;
}
