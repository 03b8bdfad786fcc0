import { and, eq, sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { wechatSubscriptions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";

/** As many messages of one template as are kept count of; WeChat's own limits are lower. */
const MOST = 1_000;

/**
 * Takes note of what a member allowed in WeChat: every acceptance is good for one message of its template, a refusal
 * ends all. The caller sees to it that an event counts once; its transaction is used.
 */
export async function recordConsents({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; changes: readonly { templateId: string; accepted: boolean }[] };
}): Promise<void> {
  if (ctx.actor.kind !== "webhook") throw forbidden("webhook");
  const { userId, changes } = input;
  await transact(ctx, async (_, tx) => {
    for (const { templateId, accepted } of changes) {
      if (accepted)
        await tx
          .insert(wechatSubscriptions)
          .values({ userId, templateId, left: 1, createdAt: ctx.now, updatedAt: ctx.now })
          .onConflictDoUpdate({
            target: [wechatSubscriptions.userId, wechatSubscriptions.templateId],
            set: { left: sql`least(${wechatSubscriptions.left} + 1, ${MOST})`, updatedAt: ctx.now },
          });
      else
        await tx
          .update(wechatSubscriptions)
          .set({ left: 0, updatedAt: ctx.now })
          .where(and(eq(wechatSubscriptions.userId, userId), eq(wechatSubscriptions.templateId, templateId)));
    }
  });
}
