import { desc, gt, isNull, or } from "drizzle-orm";
import { db } from "@/db/client";
import { announcements, platformSettings } from "@/db/schema";
import { logger } from "@/lib/platform/log";
import { FreshCache } from "@/lib/platform/process/fresh-cache";
import { forget, singleton } from "@/lib/platform/process/singleton";
import type { Announced } from "../rules";
import { type SettingKey, type SettingValue, settings } from "../schema";
import { defaultOf } from "./defaults";

/** How old what this process knows may be. */
const FRESH_MS = 5_000;

const held = () =>
  singleton("settings.held", () => ({
    settings: new FreshCache<Map<string, unknown>>({ freshMs: FRESH_MS, max: 1 }),
    announcements: new FreshCache<Announced[]>({ freshMs: FRESH_MS, max: 1 }),
  }));

/** Everything that is set, by its key. */
export const storedSettings = (): Promise<Map<string, unknown>> =>
  held().settings.get("all", async () => {
    const rows = await db()
      .select({ key: platformSettings.key, value: platformSettings.value })
      .from(platformSettings);
    return new Map(rows.map((row) => [row.key, row.value]));
  });

/** Announcements that have not ended, the newest fifty. */
export const openAnnouncements = (now: Date): Promise<Announced[]> =>
  held().announcements.get("open", () =>
    db()
      .select({
        id: announcements.id,
        level: announcements.level,
        textZh: announcements.textZh,
        textEn: announcements.textEn,
        href: announcements.href,
        startsAt: announcements.startsAt,
        endsAt: announcements.endsAt,
      })
      .from(announcements)
      .where(or(isNull(announcements.endsAt), gt(announcements.endsAt, now)))
      .orderBy(desc(announcements.startsAt))
      .limit(50),
  );

/** After a write of this process; the others know it within five seconds. */
export const forgetStored = (): void => forget("settings.held");

/** A stored value in today's shape; one that no longer has it counts as not set. */
export function settingValue<K extends SettingKey>(key: K, stored: unknown): SettingValue<K> {
  if (stored === undefined) return defaultOf(key);
  const parsed = settings[key].safeParse(stored);
  if (parsed.success) return parsed.data as SettingValue<K>;
  logger("settings").error("a stored setting has another shape", { key });
  return defaultOf(key);
}
