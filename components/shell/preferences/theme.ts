export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "theme";

/** Colours of the browser's own bars: the background tokens of app/globals.css, which a test compares. */
export const themeColors = { light: "#fbfaf7", dark: "#0f0f10" };

/** Reads the cookie's value; anything unknown follows the system. */
export const parseTheme = (value: string | undefined): Theme =>
  THEMES.find((theme) => theme === value) ?? "system";
