"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { LOCALES } from "@/lib/platform/locale";
import { localeOptions, usePreferences } from "../../preferences/use-preferences";
import { useOverlay } from "../overlay-store";
import { commandsFor, type PaletteAct, type PaletteCommand } from "./list";
import { matchCommands, type NamedCommand } from "./match";
import { readRecent, rememberRecent } from "./recent";

/** Whether the page is dark now, whoever chose it. */
const isDark = (theme: string): boolean =>
  theme === "dark" || (theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);

export interface Commands {
  recent: NamedCommand[];
  pages: NamedCommand[];
  actions: NamedCommand[];
  run: (command: PaletteCommand) => void;
}

/** The commands for a query with their names, and what each of them does. */
export function useCommands(query: string, signOut: (() => Promise<unknown>) | null): Commands {
  const t = useTranslations("palette");
  const router = useRouter();
  const show = useOverlay((state) => state.show);
  const { locale, setLocale, theme, setTheme } = usePreferences();
  const [lately] = useState(readRecent);
  const otherLocale = LOCALES.find((one) => one !== locale) ?? locale;
  const dark = isDark(theme);
  const nameOf = ({ id }: PaletteCommand): string => {
    if (id === "theme") return t(dark ? "toLight" : "toDark");
    if (id === "language")
      return t("toLanguage", {
        language: localeOptions.find(({ value }) => value === otherLocale)?.label ?? otherLocale,
      });
    return t(`commands.${id}`);
  };
  const named = commandsFor(signOut !== null).map((command) => ({ ...command, name: nameOf(command) }));
  const found = matchCommands(named, query);
  const acts: Record<PaletteAct, () => void> = {
    theme: () => setTheme(dark ? "light" : "dark"),
    language: () => setLocale(otherLocale),
    keyboard: () => show("keyboard"),
    // In a transition, so that the redirect of the action is followed.
    signOut: () =>
      startTransition(async () => {
        await signOut?.();
      }),
  };
  return {
    recent: query
      ? []
      : lately.flatMap((id) => {
          const command = named.find((one) => one.id === id);
          return command ? [command] : [];
        }),
    pages: found.filter(({ act, id }) => act === undefined && id !== "tour"),
    actions: found.filter(({ act, id }) => act !== undefined || id === "tour"),
    run: ({ id, href, act }) => {
      rememberRecent(id);
      // One window gives way to the other without closing, so that the focus finds back to where both began.
      if (act !== "keyboard") show(null);
      if (act) acts[act]();
      else if (href) router.push(href);
    },
  };
}
