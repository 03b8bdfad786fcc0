"use client";

import { Contrast } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { DropdownMenu, MenuRadio, MenuSeparator } from "@/components/ui/overlay/dropdown-menu";
import { THEMES } from "./theme";
import { localeOptions, usePreferences } from "./use-preferences";

/** The two choices as parts of a menu. */
export function PreferencesItems() {
  const t = useTranslations("shell");
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const themes = THEMES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return (
    <>
      <MenuRadio label={t("theme")} options={themes} value={theme} onValueChange={setTheme} />
      <MenuSeparator />
      <MenuRadio label={t("language")} options={localeOptions} value={locale} onValueChange={setLocale} />
    </>
  );
}

/** Language and theme for people who are not signed in; signed in they are part of the account menu. */
export function PreferencesMenu() {
  const t = useTranslations("shell");
  return (
    <DropdownMenu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("appearance")}>
          <Contrast strokeWidth={1.5} />
        </Button>
      }
    >
      <PreferencesItems />
    </DropdownMenu>
  );
}
