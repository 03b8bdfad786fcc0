"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useSyncExternalStore, useTransition } from "react";
import { LOCALES, type Locale } from "@/lib/platform/locale";
import { chooseTheme, currentTheme, onThemeChange, rememberLocale } from "./store";
import type { Theme } from "./theme";

/** Each language in its own words, whatever the page speaks. */
export const localeOptions = LOCALES.map((value) => ({
  value,
  label: value === "en" ? "English" : "简体中文",
}));

/** Language and theme of this browser. Changing the language renders the page again and keeps its state. */
export function usePreferences() {
  const router = useRouter();
  const locale = useLocale();
  const [changing, start] = useTransition();
  const theme = useSyncExternalStore<Theme>(onThemeChange, currentTheme, () => "system");
  const setLocale = (next: Locale) => {
    rememberLocale(next);
    start(() => router.refresh());
  };
  return { locale, setLocale, theme, setTheme: chooseTheme, changing };
}
