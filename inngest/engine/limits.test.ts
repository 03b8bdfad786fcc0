import { expect, test } from "vitest";
import { backOffMs, retryAfterMs, sleepMs } from "./limits";

const NOW = Date.parse("2026-03-01T00:00:00Z");

test("the default back-off is the server's table with up to 30 s of jitter", () => {
  const seconds = Array.from({ length: 12 }, (_, attempt) => backOffMs(attempt, 0) / 1_000);
  expect(seconds).toEqual([15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200, 7_200, 7_200]);
  expect(backOffMs(0, 0.999_999)).toBe(44_999);
});

test.each([
  ["60", 60_000],
  ["0", 1_000],
  ["999999", 86_400_000],
  ["2026-03-01T00:00:10.000Z", 10_000],
  ["2026-02-28T00:00:00.000Z", 1_000],
  ["soon", null],
  [null, null],
])("Retry-After %s means %s ms, between one second and a day", (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

test.each([
  ["1s", 1_000],
  ["1w2d3h4m5s", 788_645_000],
  ["", 0],
  ["2026-03-01T01:00:00.000Z", 3_600_000],
  ["2026-02-01T00:00:00.000Z", 0],
])("a sleep of %j lasts %d ms", (text, ms) => {
  expect(sleepMs(text, NOW)).toBe(ms);
});

test("a sleep that cannot be read is an error", () => {
  expect(() => sleepMs("a while", NOW)).toThrow(/neither a duration nor a date/);
});
