import { cookies, headers } from "next/headers";
import type { Formats } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { LOCALE_COOKIE, LOCALES, type Locale, negotiateLocale } from "@/lib/platform/locale";
import { BUSINESS_TIME_ZONE } from "@/lib/platform/time";
import type zhMessages from "@/messages/zh-CN.json";

/** Named formats, so that one kind of value looks the same on every screen: `format.dateTime(at, "minute")`. */
export const formats = {
  dateTime: {
    day: { year: "numeric", month: "short", day: "numeric" },
    minute: {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hour12: false,
    },
    second: {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hour12: false,
    },
    time: { hour: "2-digit", minute: "2-digit", hour12: false },
  },
  number: {
    signed: { signDisplay: "exceptZero" },
    percent: { style: "percent", maximumFractionDigits: 0 },
  },
} satisfies Formats;

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof zhMessages;
    Formats: typeof formats;
  }
}

const messages = {
  "zh-CN": () => import("@/messages/zh-CN.json"),
  en: () => import("@/messages/en.json"),
} satisfies Record<Locale, () => Promise<unknown>>;

/** The request's language: an explicit `locale` argument, else cookie, else Accept-Language, else Chinese. */
export default getRequestConfig(async ({ locale: explicit }) => {
  const asked = LOCALES.find((known) => known === explicit);
  const locale =
    asked ??
    negotiateLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  return { locale, messages: (await messages[locale]()).default, formats, timeZone: BUSINESS_TIME_ZONE };
});
