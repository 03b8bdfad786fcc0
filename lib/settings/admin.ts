import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor } from "@/db/keyset";
import { announcements, platformSettings, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { page } from "@/lib/platform/http/cursor";
import { newestStart, toAnnouncementView } from "./internal/announcement";
import { settingValue } from "./internal/stored";
import {
  type AnnouncementPage,
  type AnnouncementView,
  announcementIdInput,
  listAnnouncementsInput,
  type SettingKey,
  type SettingView,
} from "./schema";

/** One setting with who set it and when; read from the database, not from what the process remembers. */
export async function describeSetting<K extends SettingKey>({
  ctx,
  key,
}: {
  ctx: Ctx;
  key: K;
}): Promise<SettingView<K>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const [row] = await executor(ctx)
    .select({
      value: platformSettings.value,
      updatedAt: platformSettings.updatedAt,
      updatedBy: users.username,
    })
    .from(platformSettings)
    .leftJoin(users, eq(users.id, platformSettings.updatedBy))
    .where(eq(platformSettings.key, key));
  return {
    key,
    value: settingValue(key, row?.value),
    isSet: row !== undefined,
    isFixed: key === "sign_up_open" && !env().SIGN_UP_OPEN,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    updatedBy: row?.updatedBy ?? null,
  };
}

/** Announcements, whichever starts last first. */
export async function listAnnouncements({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAnnouncementsInput>;
}): Promise<AnnouncementPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit } = listAnnouncementsInput.parse(input);
  const rows = await executor(ctx)
    .select()
    .from(announcements)
    .where(afterCursor(announcements.startsAt, announcements.id, cursor))
    .orderBy(...newestStart())
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.startsAt.getTime(), id: row.id }));
  return {
    items: found.items.map((row) => toAnnouncementView(row, ctx.now)),
    nextCursor: found.nextCursor,
  };
}

/** One announcement, or null. */
export async function findAnnouncement({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof announcementIdInput>;
}): Promise<AnnouncementView | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const known = announcementIdInput.safeParse(input);
  if (!known.success) return null;
  const [row] = await executor(ctx).select().from(announcements).where(eq(announcements.id, known.data.id));
  return row ? toAnnouncementView(row, ctx.now) : null;
}
