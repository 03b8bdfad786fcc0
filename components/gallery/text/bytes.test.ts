import { expect, test } from "vitest";
import { bytesIn } from "./bytes";

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
