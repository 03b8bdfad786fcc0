import { expect, test } from "vitest";
import { negotiateLocale } from "./locale";

test.each([
  [undefined, null, "zh-CN"],
  [undefined, "", "zh-CN"],
  [undefined, "fr-FR, de;q=0.9", "zh-CN"],
  [undefined, "en-GB,en;q=0.9", "en"],
  [undefined, "zh-TW", "zh-CN"],
  [undefined, "en;q=0.5, zh-Hans-CN;q=0.8", "zh-CN"],
  [undefined, "fr, en;q=0.7, zh;q=0.3", "en"],
  [undefined, "en;q=0, zh;q=0.1", "zh-CN"],
  [undefined, "en;q=nonsense", "zh-CN"],
  ["en", "zh-CN", "en"],
  ["zh-CN", "en", "zh-CN"],
  ["../../etc", "en", "en"],
])("cookie %j and Accept-Language %j give %s", (cookie, header, locale) => {
  expect(negotiateLocale(cookie, header)).toBe(locale);
});
