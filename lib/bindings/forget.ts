import { eq, inArray } from "drizzle-orm";
import { transact } from "@/db/client";
import { bindingSessions, devices, wechatIdentities } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/**
 * Removes what ties the acting user to clients and to WeChat, when their account is closed: devices belong to nobody,
 * the WeChat person to no account, and codes are forgotten. Repeating it changes nothing.
 */
export async function forgetBindings({ ctx }: { ctx: Ctx }): Promise<void> {
  const userId = requireUser(ctx.actor);
  await transact(ctx, async (_, tx) => {
    const identities = await tx
      .update(wechatIdentities)
      .set({ userId: null, unionid: null, updatedAt: ctx.now })
      .where(eq(wechatIdentities.userId, userId))
      .returning({ id: wechatIdentities.id });
    await tx
      .update(devices)
      .set({ userId: null, boundAt: null, updatedAt: ctx.now })
      .where(eq(devices.userId, userId));
    await tx.delete(bindingSessions).where(eq(bindingSessions.userId, userId));
    const ids = identities.map((identity) => identity.id);
    if (ids.length > 0) await tx.delete(bindingSessions).where(inArray(bindingSessions.identityId, ids));
  });
}
