import { expect, test } from "vitest";
import { exportParts } from "./export-button";

test.each([
  [0, []],
  [1, [{ from: 1, to: 1 }]],
  [200, [{ from: 1, to: 200 }]],
  [
    450,
    [
      { from: 1, to: 200 },
      { from: 201, to: 400 },
      { from: 401, to: 450 },
    ],
  ],
])("%i images are downloaded in parts that one ZIP takes", (count, parts) => {
  expect(exportParts(count)).toEqual(parts);
});
