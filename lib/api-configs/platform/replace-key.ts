import type { z } from "zod";
import type { Ctx } from "@/lib/platform/context";
import { changePlatform } from "../internal/change-platform";
import { openKey, sealKey } from "../internal/connection";
import { mendChannels } from "../internal/own-channel";
import type { ConfigRow } from "../internal/rows";
import { endOfKey } from "../rules";
import { type PlatformConfigRefusal, type PlatformConfigView, replacePlatformKeyInput } from "../schema";

/**
 * Puts another key into a config of the panel and closes the circuits that the old one had opened. The same key again
 * changes nothing. Of both, the audit log has the last characters.
 */
export async function replacePlatformKey({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof replacePlatformKeyInput>;
}): Promise<PlatformConfigView | PlatformConfigRefusal> {
  const { apiKey, ...given } = replacePlatformKeyInput.parse(input);
  return changePlatform({
    ...{ ctx, input: given, action: "api-configs.panel-replace-key" },
    decide: async (row, tx) => {
      if (isSame(row, apiKey)) return null;
      await mendChannels(tx, row.id, ctx.now);
      return {
        ...{ apiKey: sealKey(apiKey, row.id), apiKeyLast4: endOfKey(apiKey) },
        ...{ testedAt: null, testErrorClass: null, testMessage: null },
      };
    },
  });
}

/** A key that the ring cannot open any more is replaced by whatever comes. */
function isSame(row: ConfigRow, apiKey: string): boolean {
  try {
    return openKey(row) === apiKey;
  } catch {
    return false;
  }
}
