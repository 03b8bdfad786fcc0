import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

function tokensOf(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...body.matchAll(/--([a-z-]+): ([^;]+);/g)].map((found) => [found[1] ?? "", found[2] ?? ""]),
  );
}

/** Relative luminance of an sRGB colour, after WCAG 2.2. */
function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const themes = {
  paper: tokensOf('[data-theme="light"]'),
  ink: tokensOf('\n[data-theme="dark"]'),
};
const grounds = ["background", "surface", "raised", "subtle"];
const textOnGrounds = ["text", "muted", "accent", "success", "warning", "danger"].flatMap((text) =>
  grounds.map((ground) => [text, ground] as const),
);
const textOnFills = [
  ["on-accent", "accent"],
  ["on-danger", "danger"],
  ["background", "text"],
] as const;

describe.each(Object.entries(themes))("%s", (_name, tokens) => {
  const colour = (name: string) => tokens.get(name) ?? `no token ${name}`;

  test.each([...textOnGrounds, ...textOnFills])("%s on %s reads at 4.5:1 or better", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(grounds)("the edge of a control is visible on %s at 3:1 or better", (ground) => {
    expect(contrast(colour("line-strong"), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

test("the system's dark theme and the chosen dark theme are the same", () => {
  expect([...tokensOf(":root:not([data-theme])")]).toEqual([...themes.ink]);
});

test("no colour stands outside the themes", () => {
  const rest = css.slice(css.indexOf("@theme"));
  expect(rest.match(/#[0-9a-f]{3,8}\b|rgb\(|hsl\(|oklch\(/gi)).toBeNull();
});
