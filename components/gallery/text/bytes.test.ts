import { expect, test } from "vitest";
import { bytesIn, bytesText } from "./bytes";

test.each([
  [0, 0, "B"],
  [1, 1, "B"],
  [1023, 1023, "B"],
  [1024, 1, "KB"],
  [1536, 1.5, "KB"],
  [20 * 1024 ** 2, 20, "MB"],
  [2 * 1024 ** 3, 2, "GB"],
  [1024 ** 4, 1, "TB"],
  [5 * 1024 ** 5, 5120, "TB"],
])("%i bytes are %d %s", (bytes, value, unit) => {
  expect(bytesIn(bytes)).toEqual({ value, unit });
});

test.each([
  [0, "0 B"],
  [1023, "1,023 B"],
  [1536, "1.5 KB"],
  [9.96 * 1024, "10 KB"],
  [840.4 * 1024, "840 KB"],
  [3 * 1024 ** 2 + 100, "3 MB"],
  [1.25 * 1024 ** 3, "1.3 GB"],
  [2048 * 1024 ** 4, "2,048 TB"],
])("%d bytes are written %s: the unit that fits, one decimal below 10", (bytes, text) => {
  expect(bytesText(bytes, "en")).toBe(text);
});
