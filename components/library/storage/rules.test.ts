import { expect, test } from "vitest";
import { storageLevel, usedPercent } from "./rules";

test.each([
  [0, 1000, "fine", 0],
  [1, 1000, "fine", 1],
  [899, 1000, "fine", 89],
  [900, 1000, "nearly", 90],
  [999, 1000, "nearly", 99],
  [1000, 1000, "full", 100],
  [1500, 1000, "full", 100],
  [5, 0, "full", 100],
] as const)("%i of %i bytes are %s, %i percent", (bytes, quotaBytes, level, percent) => {
  expect(storageLevel({ bytes, quotaBytes })).toBe(level);
  expect(usedPercent({ bytes, quotaBytes })).toBe(percent);
});
