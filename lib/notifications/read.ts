import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { notificationPreferences, notifications, wechatSubscriptions } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { viewPreferences } from "./internal/preferences";
import { type TemplateGroup, templateGroups, templateOfGroup } from "./internal/templates";
import { toNotificationView } from "./internal/views";
import { isWanted, MOST_UNREAD, type NoticeKind, noticeKindIds } from "./rules";
import {
  listNotificationsInput,
  type NoticeSummary,
  type NotificationPage,
  type PreferencesView,
} from "./schema";

const columns = {
  id: notifications.id,
  kind: notifications.kind,
  data: notifications.data,
  readAt: notifications.readAt,
  createdAt: notifications.createdAt,
};

/** The acting person's notifications, newest first, without the kinds that they do not want to see here. */
export async function listNotifications({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listNotificationsInput>;
}): Promise<NotificationPage> {
  requirePermission(ctx.actor, "READ_USER");
  const { unread, cursor, limit } = listNotificationsInput.parse(input);
  const kinds = await shownKinds(ctx);
  const rows = await selectNotices(ctx, kinds, limit + 1, [
    unread ? isNull(notifications.readAt) : undefined,
    afterCursor(notifications.createdAt, notifications.id, cursor),
  ]);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toNotificationView), nextCursor: found.nextCursor };
}

/** How many are unread, counted up to 100, and the newest one. */
export async function summariseNotifications({ ctx }: { ctx: Ctx }): Promise<NoticeSummary> {
  requirePermission(ctx.actor, "READ_USER");
  const kinds = await shownKinds(ctx);
  const [unread, newest] = await Promise.all([
    executor(ctx)
      .select({ id: notifications.id })
      .from(notifications)
      .where(and(ownOf(ctx, kinds), isNull(notifications.readAt)))
      .limit(MOST_UNREAD),
    selectNotices(ctx, kinds, 1, []),
  ]);
  return { unread: unread.length, newest: newest.map(toNotificationView)[0] ?? null };
}

async function shownKinds(ctx: Ctx): Promise<NoticeKind[]> {
  const chosen = await executor(ctx)
    .select({
      kind: notificationPreferences.kind,
      channel: notificationPreferences.channel,
      enabled: notificationPreferences.enabled,
    })
    .from(notificationPreferences)
    .where(
      and(
        eq(notificationPreferences.userId, requireUser(ctx.actor)),
        eq(notificationPreferences.channel, "app"),
      ),
    );
  return noticeKindIds.filter((kind) => isWanted(kind, "app", chosen));
}

const ownOf = (ctx: Ctx, kinds: NoticeKind[]): SQL | undefined =>
  and(eq(notifications.userId, requireUser(ctx.actor)), inArray(notifications.kind, kinds));

const selectNotices = (ctx: Ctx, kinds: NoticeKind[], limit: number, where: (SQL | undefined)[]) =>
  executor(ctx)
    .select(columns)
    .from(notifications)
    .where(and(ownOf(ctx, kinds), ...where))
    .orderBy(...newestFirst(notifications))
    .limit(limit);

/** What the acting person is told by which channel. */
export async function getPreferences({ ctx }: { ctx: Ctx }): Promise<PreferencesView> {
  requirePermission(ctx.actor, "READ_USER");
  return viewPreferences(ctx);
}

/** What the acting person can be told in WeChat, by group, and how many more messages of it they allowed. */
export async function listWechatConsents({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ group: TemplateGroup; templateId: string; left: number }[]> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select({ templateId: wechatSubscriptions.templateId, left: wechatSubscriptions.left })
    .from(wechatSubscriptions)
    .where(eq(wechatSubscriptions.userId, requireUser(ctx.actor)));
  return templateGroups.flatMap((group) => {
    const templateId = templateOfGroup(group)?.id;
    const left = rows.find((row) => row.templateId === templateId)?.left ?? 0;
    return templateId === undefined ? [] : [{ group, templateId, left }];
  });
}
