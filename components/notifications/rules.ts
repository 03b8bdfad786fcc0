import type { NotificationView } from "@/lib/notifications/schema";
import { businessDay } from "@/lib/platform/time";

export const noticeFilters = ["all", "unread"] as const;
export type NoticeFilter = (typeof noticeFilters)[number];

/** The filter of an address; anything unknown is everything. */
export const parseNoticeFilter = (text: string | null | undefined): NoticeFilter =>
  noticeFilters.find((known) => known === text) ?? "all";

export const noticesHref = (filter: NoticeFilter): string =>
  filter === "all" ? "/notifications" : `/notifications?show=${filter}`;

export interface NoticeDay {
  /** YYYY-MM-DD in Shanghai. */
  day: string;
  notices: NotificationView[];
}

/** The same list under its days, in the order that it has. */
export function byDay(notices: readonly NotificationView[]): NoticeDay[] {
  const days: NoticeDay[] = [];
  for (const notice of notices) {
    const day = businessDay(new Date(notice.createdAt));
    const last = days.at(-1);
    if (last?.day === day) last.notices.push(notice);
    else days.push({ day, notices: [notice] });
  }
  return days;
}

const DAY_MS = 86_400_000;

/** Which of the last two days it is, seen from a moment; null for earlier ones. */
export function nearDay(day: string, now: Date): "today" | "yesterday" | null {
  if (day === businessDay(now)) return "today";
  return day === businessDay(new Date(now.getTime() - DAY_MS)) ? "yesterday" : null;
}
