import type { Locale } from "@/lib/platform/locale";
import type { NoticeView, SettingValue } from "./schema";

/** Most announcements above a page at once; the newest stay. */
export const MAX_NOTICES = 3;

export interface Announced {
  id: string;
  level: NoticeView["level"];
  textZh: string;
  textEn: string;
  href: string | null;
  startsAt: Date;
  endsAt: Date | null;
}

/** Where an announcement stands in its time; its last moment is no longer part of it. */
export function announcementState(
  { startsAt, endsAt }: Pick<Announced, "startsAt" | "endsAt">,
  now: Date,
): "upcoming" | "current" | "ended" {
  if (endsAt !== null && endsAt.getTime() <= now.getTime()) return "ended";
  return startsAt.getTime() <= now.getTime() ? "current" : "upcoming";
}

/** What stands above a page: maintenance first, then the announcements of this moment, newest first. */
export function noticesAt(
  maintenance: SettingValue<"maintenance">,
  announced: readonly Announced[],
  locale: Locale,
  now: Date,
): NoticeView[] {
  const inLanguage = (one: { textZh: string; textEn: string }) =>
    (locale === "en" ? one.textEn || one.textZh : one.textZh || one.textEn).trim();
  const above: NoticeView = {
    key: "maintenance",
    level: "warning",
    text: inLanguage(maintenance),
    href: null,
  };
  const current = announced
    .filter((one) => announcementState(one, now) === "current")
    .sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime())
    .slice(0, MAX_NOTICES)
    .map((one) => ({ key: one.id, level: one.level, text: inLanguage(one), href: one.href }));
  return maintenance.on && above.text !== "" ? [above, ...current] : current;
}
