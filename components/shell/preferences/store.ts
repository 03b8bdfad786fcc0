import { LOCALE_COOKIE, type Locale } from "@/lib/platform/locale";
import { THEME_COOKIE, type Theme } from "./theme";

const YEAR_SECONDS = 31_536_000;

/** The server reads these cookies while it renders, so the first paint already has the right words and colours. */
function remember(name: string, value: string | null): void {
  const age = value === null ? 0 : YEAR_SECONDS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we serve.
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${age}; samesite=lax`;
}

export const rememberLocale = (locale: Locale): void => remember(LOCALE_COOKIE, locale);

/** Changes the theme at once and for the next visit; "system" forgets the choice. */
export function chooseTheme(theme: Theme): void {
  remember(THEME_COOKIE, theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  window.dispatchEvent(new Event(THEME_EVENT));
}

const THEME_EVENT = "xintu:theme";

export function onThemeChange(listener: () => void): () => void {
  window.addEventListener(THEME_EVENT, listener);
  return () => window.removeEventListener(THEME_EVENT, listener);
}

export const currentTheme = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
};
