import { eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { announcements } from "@/db/schema";
import { notFound } from "@/lib/platform/errors";
import { announcementState } from "../rules";
import type { AnnouncementView } from "../schema";

export type AnnouncementRow = typeof announcements.$inferSelect;

export const toAnnouncementView = (row: AnnouncementRow, now: Date): AnnouncementView => ({
  id: row.id,
  level: row.level,
  textZh: row.textZh,
  textEn: row.textEn,
  href: row.href,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt?.toISOString() ?? null,
  state: announcementState(row, now),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** What an announcement says, as it stands in the audit log. */
export const announced = ({ level, textZh, textEn, href, startsAt, endsAt }: AnnouncementRow) => ({
  level,
  textZh,
  textEn,
  href,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt?.toISOString() ?? null,
});

export async function lockAnnouncement(tx: Transaction, id: string): Promise<AnnouncementRow> {
  const [row] = await tx.select().from(announcements).where(eq(announcements.id, id)).for("update");
  if (!row) throw notFound("announcement");
  return row;
}

/** The order of their index. */
export const newestStart = (): [SQL, SQL] => [
  sql`${announcements.startsAt} desc nulls last`,
  sql`${announcements.id} desc nulls last`,
];
