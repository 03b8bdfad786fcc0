import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseTheme, themeColors } from "./theme";

const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");
const backgroundAfter = (selector: string) =>
  /--background: (#[0-9a-f]{6});/.exec(css.slice(css.indexOf(selector)))?.[1];

test("the browser's own bars take the background of the theme", () => {
  expect(themeColors.light).toBe(backgroundAfter('[data-theme="light"] {'));
  expect(themeColors.dark).toBe(backgroundAfter('\n[data-theme="dark"] {'));
});

test.each([
  ["dark", "dark"],
  ["light", "light"],
  ["system", "system"],
  [undefined, "system"],
  ['"><script>', "system"],
])("the cookie %j means %s", (cookie, theme) => {
  expect(parseTheme(cookie)).toBe(theme);
});
