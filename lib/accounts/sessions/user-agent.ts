/** First match wins: most browsers also name the ones that they descend from. */
const browsers: readonly [name: string, pattern: RegExp][] = [
  ["WeChat", /MicroMessenger\//],
  ["Edge", /Edg(?:e|A|iOS)?\//],
  ["Opera", /OPR\/|Opera\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["QQ", /M?QQBrowser\//],
  ["UC", /UCBrowser\//],
  ["Firefox", /Firefox\/|FxiOS\//],
  ["Chrome", /Chrome\/|CriOS\/|Chromium\//],
  ["Safari", /Version\/[\d.]+.*Safari\//],
];
const systems: readonly [name: string, pattern: RegExp][] = [
  ["iPadOS", /iPad/],
  ["iOS", /iPhone|iPod/],
  ["HarmonyOS", /HarmonyOS|OpenHarmony/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["ChromeOS", /CrOS/],
  ["macOS", /Macintosh|Mac OS X/],
  ["Linux", /Linux/],
];

const firstOf = (known: readonly [string, RegExp][], text: string): string | null =>
  known.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/**
 * What a person would call their browser and its system; null where the header names none that is known. Only for
 * showing: anybody can send any header.
 */
export const browserOf = (userAgent: string): { browser: string | null; system: string | null } => ({
  browser: firstOf(browsers, userAgent),
  system: firstOf(systems, userAgent),
});
