"use client";

import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";
import {
  chooseTheme,
  currentTheme,
  onThemeChange,
  rememberLocale,
} from "@/components/shell/preferences/store";
import { THEMES, type Theme } from "@/components/shell/preferences/theme";
import { LOCALES, type Locale } from "@/lib/platform/locale";
import { useExplore } from "../texts";

interface PreferenceChoiceProps {
  themeLabel: string;
  languageLabel: string;
  themes: Record<Theme, string>;
}

/** Each language in its own words, whatever the page speaks. */
const languages: Record<Locale, string> = { "zh-CN": "简体中文", en: "English" };

/** Theme and language of this browser; they take effect at once. */
export function PreferenceChoice({ themeLabel, languageLabel, themes }: PreferenceChoiceProps) {
  const { locale } = useExplore();
  const router = useRouter();
  const theme = useSyncExternalStore<Theme>(onThemeChange, currentTheme, () => "system");
  return (
    <>
      <Choice
        name="theme"
        label={themeLabel}
        value={theme}
        options={THEMES.map((value) => ({ value, label: themes[value] }))}
        onChoose={chooseTheme}
      />
      <Choice
        name="language"
        label={languageLabel}
        value={locale}
        options={LOCALES.map((value) => ({ value, label: languages[value] }))}
        onChoose={(next) => {
          rememberLocale(next);
          router.refresh();
        }}
      />
    </>
  );
}

interface ChoiceProps<V extends string> {
  name: string;
  label: string;
  value: string;
  options: readonly { value: V; label: string }[];
  onChoose: (value: V) => void;
}

function Choice<V extends string>({ name, label, value, options, onChoose }: ChoiceProps<V>) {
  return (
    <fieldset>
      <legend className="px-2.5 pt-2 pb-1 text-muted text-xs">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-10 items-center gap-2.5 rounded-sm px-2.5 hover:bg-subtle sm:min-h-8"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
            className="size-4 accent-text"
          />
          <span lang={name === "language" ? option.value : undefined}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
