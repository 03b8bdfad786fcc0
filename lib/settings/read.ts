import type { Ctx } from "@/lib/platform/context";
import type { Locale } from "@/lib/platform/locale";
import { openAnnouncements, settingValue, storedSettings } from "./internal/stored";
import { noticesAt } from "./rules";
import type { NoticeView, SettingKey, SettingValue } from "./schema";

/**
 * What is set, or the value of the code and the environment. At most five seconds old; it reads outside of `ctx.tx`,
 * so it is asked before a transaction opens.
 */
export async function getSetting<K extends SettingKey>(_ctx: Ctx, key: K): Promise<SettingValue<K>> {
  return settingValue(key, (await storedSettings()).get(key));
}

/** What stands above every page at this moment, in the reader's language. For anybody. */
export async function listNotices({ ctx, locale }: { ctx: Ctx; locale: Locale }): Promise<NoticeView[]> {
  const [maintenance, announced] = await Promise.all([
    getSetting(ctx, "maintenance"),
    openAnnouncements(ctx.now),
  ]);
  return noticesAt(maintenance, announced, locale, ctx.now);
}
