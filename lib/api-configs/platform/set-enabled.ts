import type { z } from "zod";
import type { Ctx } from "@/lib/platform/context";
import { changePlatform } from "../internal/change-platform";
import { mendChannels } from "../internal/own-channel";
import {
  type PlatformConfigRefusal,
  type PlatformConfigView,
  setPlatformConfigEnabledInput,
} from "../schema";

/** Switches a config of the panel on or off. Jobs that began with it end with it. */
export async function setPlatformConfigEnabled({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof setPlatformConfigEnabledInput>;
}): Promise<PlatformConfigView | PlatformConfigRefusal> {
  const { isEnabled, ...given } = setPlatformConfigEnabledInput.parse(input);
  return changePlatform({
    ...{ ctx, input: given },
    action: isEnabled ? "api-configs.panel-enable" : "api-configs.panel-disable",
    decide: async (row, tx) => {
      if (row.isEnabled === isEnabled) return null;
      if (isEnabled) await mendChannels(tx, row.id, ctx.now);
      return { isEnabled };
    },
  });
}
