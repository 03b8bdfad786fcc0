import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const css = read("app/globals.css");
const page = read("public/offline.html");
const worker = read("public/sw.js");

/** The colours of one theme, by name: the block that begins with `selector`. */
function tokensAfter(text: string, selector: string): Map<string, string> {
  const from = text.indexOf(selector);
  const block = text.slice(from, text.indexOf("}", from));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

test.each([
  ["light", '[data-theme="light"] {', '[data-theme="light"]{'],
  ["dark", '\n[data-theme="dark"] {', '[data-theme="dark"]{'],
  ["the system's dark", "@media (prefers-color-scheme: dark)", "@media (prefers-color-scheme:dark)"],
])("the offline page has the colours of the product: %s", (_, inCss, inPage) => {
  const tokens = tokensAfter(css, inCss);
  const own = tokensAfter(page, inPage);
  expect(own.size).toBe(8);
  for (const [name, value] of own) expect(value, name).toBe(tokens.get(name));
});

test("the offline page needs nothing from anywhere", () => {
  expect(page).not.toMatch(/(?:src|href)=|url\(|@import|https?:/);
});

test("the offline page speaks both languages", () => {
  expect(page).toContain("没有网络");
  expect(page).toContain('lang="en"');
});

test("the worker keeps no page, no API answer and no picture", () => {
  const pattern = /const LEFT_ALONE = \/(.+)\/;/.exec(worker)?.[1] ?? "";
  const leftAlone = new RegExp(pattern);
  for (const path of ["/api/v1/images", "/media/img_1/thumbnail", "/m", "/m/orders", "/health"])
    expect(path).toMatch(leftAlone);
  for (const path of ["/", "/create", "/explore", "/_next/static/chunks/a.js", "/mine"])
    expect(path).not.toMatch(leftAlone);
  expect(worker.match(/cache\.(?:put|add|addAll)\(/g)).toEqual(["cache.add(", "cache.put("]);
});
