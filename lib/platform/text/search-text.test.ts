import { expect, test } from "vitest";
import { foldForSearch, searchPatterns } from "./search-text";

test("ideographs become words of their own, everything else keeps its words", () => {
  expect(foldForSearch("雪山 Lake", "cyber-punk，夜景")).toBe(" 雪 山 lake cyber punk 夜 景 ");
  expect(foldForSearch("ＡＢＣ①")).toBe(" abc1 ");
  expect(foldForSearch("  ", "!?")).toBe("");
});

test.each([
  ["雪山", ["% 雪 山 %"]],
  ["Cat", ["% cat%"]],
  ["雪山 cat", ["% 雪 山 %", "% cat%"]],
  ["雪山cat", ["% 雪 山 %", "% cat%"]],
  ["100%_\\", ["% 100%"]],
  ["sci-fi", ["% sci fi%"]],
  ["  ！ ", []],
])("a search for %s asks for %j", (q, patterns) => {
  expect(searchPatterns(q)).toEqual(patterns);
});

test("a search has at most eight words", () => {
  expect(searchPatterns("a b c d e f g h i j")).toHaveLength(8);
});
