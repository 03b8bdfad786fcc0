import { expect, test } from "vitest";
import { formatValue } from "./format-value";

test.each([
  [1234567, "number", "1,234,567"],
  [1990, "fen", "¥19.9"],
  [950, "ms", "950 ms"],
  [12_340, "ms", "12.3 s"],
  [0.9876, "share", "98.8 %"],
  [0, "bytes", "0 B"],
  [1536, "bytes", "1.5 KB"],
  [5 * 1024 ** 4, "bytes", "5 TB"],
  [2048 * 1024 ** 4, "bytes", "2,048 TB"],
] as const)("%d as %s is %s", (value, format, text) => {
  expect(formatValue(value, format, "en")).toBe(text);
});
