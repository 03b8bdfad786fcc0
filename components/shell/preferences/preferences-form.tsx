"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/form/field";
import { Segmented } from "@/components/ui/form/segmented";
import type { Locale } from "@/lib/platform/locale";
import { THEMES } from "./theme";
import { localeOptions, usePreferences } from "./use-preferences";

/** Language and theme as a form, for the settings page. Takes effect at once; `onLocale` hears of a new language. */
export function PreferencesForm({ onLocale }: { onLocale?: (locale: Locale) => void }) {
  const t = useTranslations("shell");
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const themes = THEMES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return (
    <div className="flex max-w-md flex-col gap-5">
      <Field label={t("theme")}>
        <Segmented options={themes} value={theme} onValueChange={setTheme} />
      </Field>
      <Field label={t("language")}>
        <Segmented
          options={localeOptions}
          value={locale}
          onValueChange={(next) => {
            setLocale(next);
            onLocale?.(next);
          }}
        />
      </Field>
    </div>
  );
}
