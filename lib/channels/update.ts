import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { channels } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { lockPlatformChannel, toChannelView } from "./internal/platform-channel";
import { type ChannelView, updateChannelInput } from "./schema";

/**
 * Sets order, weight, limits and switch of a way of the platform, from the environment's configs as well: the start of
 * a server leaves them as they are. The limits are the config's where several models share one account.
 */
export async function updateChannel({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateChannelInput>;
}): Promise<ChannelView> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id, reason, ...after } = updateChannelInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const { row, configName } = await lockPlatformChannel(tx, id);
    const { position, weight, maxConcurrent, maxPerMinute, isEnabled } = row;
    const before = { position, weight, maxConcurrent, maxPerMinute, isEnabled };
    if (isDeepStrictEqual(before, after)) return toChannelView(row, configName);
    const [changed] = await tx
      .update(channels)
      .set({ ...after, updatedAt: ctx.now })
      .where(eq(channels.id, id))
      .returning();
    await recordAudit(inner, tx, { action: "channels.update", subjectId: id, before, after, reason });
    return toChannelView(changed ?? broken("a locked channel is gone"), configName);
  });
}
