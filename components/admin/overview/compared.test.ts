import { expect, test } from "vitest";
import { changeOf } from "./compared";

test.each([
  [{ now: 3, before: 2 }, 0.5],
  [{ now: 0, before: 4 }, -1],
  [{ now: 4, before: 4 }, 0],
  [{ now: 20, before: 2 }, 9],
  [{ now: 21, before: 2 }, null],
  [{ now: 4, before: 0 }, null],
  [{ now: 0, before: 0 }, null],
])("%o has changed by %s", (figure, change) => {
  expect(changeOf(figure)).toBe(change);
});
