import { eq } from "drizzle-orm";
import { transact } from "@/db/client";
import { notificationPreferences, notifications, webhookEndpoints, wechatSubscriptions } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** Removes what the acting user was told, where and how, for closing an account; what waited to leave goes along. */
export function forgetNotifications({ ctx }: { ctx: Ctx }): Promise<void> {
  const userId = requireUser(ctx.actor);
  return transact(ctx, async (_, tx) => {
    await tx.delete(webhookEndpoints).where(eq(webhookEndpoints.userId, userId));
    await tx.delete(notifications).where(eq(notifications.userId, userId));
    await tx.delete(notificationPreferences).where(eq(notificationPreferences.userId, userId));
    await tx.delete(wechatSubscriptions).where(eq(wechatSubscriptions.userId, userId));
  });
}
