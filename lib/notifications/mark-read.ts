import { and, eq, inArray, isNull, lte } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { notifications } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { tellCentres } from "./internal/channels";
import { summariseNotifications } from "./read";
import { markReadInput, type NoticeSummary } from "./schema";

/** Marks own notifications as read; ids of others change nothing. Says what is left, and tells the other tabs. */
export async function markNotificationsRead({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof markReadInput>;
}): Promise<NoticeSummary> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const which = markReadInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const marked = await tx
      .update(notifications)
      .set({ readAt: ctx.now })
      .where(
        and(
          eq(notifications.userId, userId),
          isNull(notifications.readAt),
          "ids" in which
            ? inArray(notifications.id, which.ids)
            : lte(notifications.createdAt, new Date(which.before)),
        ),
      )
      .returning({ id: notifications.id });
    if (marked.length > 0) await tellCentres(tx, userId);
    return summariseNotifications({ ctx: inner });
  });
}
