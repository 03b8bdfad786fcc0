"use client";

import { useTranslations } from "next-intl";
import { Segmented } from "@/components/ui/form/segmented";
import { THEMES } from "./theme";
import { localeOptions, usePreferences } from "./use-preferences";

/** Theme and language as two small switches, for the foot of public pages. */
export function PreferencesBar() {
  const t = useTranslations("shell");
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const themes = THEMES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return (
    <div className="flex w-full flex-col gap-2 sm:w-64">
      <Segmented
        aria-label={t("language")}
        options={localeOptions}
        value={locale}
        onValueChange={setLocale}
      />
      <Segmented aria-label={t("theme")} options={themes} value={theme} onValueChange={setTheme} />
    </div>
  );
}
