import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, momentAt, monthsAt } from "./months";

const at = (text: string) => new Date(`${text}+08:00`);
const starts = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2045-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => new Date(date.getTime()));

describe("a month of the calendar in Shanghai", () => {
  test.each([
    ["2026-01-15T10:00:00", 1, "2026-02-15T10:00:00"],
    ["2026-01-31T10:00:00", 1, "2026-02-28T10:00:00"],
    ["2028-01-31T10:00:00", 1, "2028-02-29T10:00:00"],
    ["2026-01-31T10:00:00", 2, "2026-03-31T10:00:00"],
    ["2026-01-31T10:00:00", 3, "2026-04-30T10:00:00"],
    ["2026-11-30T23:59:59.999", 3, "2027-02-28T23:59:59.999"],
    ["2028-02-29T00:00:00", 12, "2029-02-28T00:00:00"],
    ["2026-12-31T00:30:00", 0, "2026-12-31T00:30:00"],
    // In Greenwich this is still the last day of January.
    ["2026-02-01T01:00:00", 1, "2026-03-01T01:00:00"],
  ])("%s and %i months is %s", (start, months, want) => {
    expect(addMonths(at(start), months)).toEqual(at(want));
  });

  test("each one is later than the one before and keeps the time of day", () => {
    fc.assert(
      fc.property(starts, fc.integer({ min: 0, max: 60 }), (start, months) => {
        const a = addMonths(start, months);
        const b = addMonths(start, months + 1);
        expect(b.getTime()).toBeGreaterThan(a.getTime());
        expect((b.getTime() - start.getTime()) % 86_400_000).toBe(0);
      }),
    );
  });
});

describe("lengths in months", () => {
  test.each([
    ["2026-01-31T00:00:00", "2026-02-28T00:00:00", 1],
    ["2026-01-31T00:00:00", "2026-02-14T00:00:00", 0.5],
    ["2026-01-31T00:00:00", "2026-03-31T00:00:00", 2],
    ["2026-04-01T00:00:00", "2026-04-16T00:00:00", 0.5],
    ["2026-04-01T00:00:00", "2026-03-01T00:00:00", 0],
  ])("from %s to %s are %f", (start, end, want) => {
    expect(monthsAt(at(start), at(end))).toBe(want);
  });

  test("whole months are exact, and parts come back to the millisecond", () => {
    fc.assert(
      fc.property(
        starts,
        fc.integer({ min: 0, max: 40 }),
        fc.nat(40 * 86_400_000),
        (start, months, restMs) => {
          expect(monthsAt(start, addMonths(start, months))).toBe(months);
          expect(momentAt(start, months, "down")).toEqual(addMonths(start, months));
          const end = new Date(addMonths(start, months).getTime() + restMs);
          expect(momentAt(start, monthsAt(start, end), "near")).toEqual(end);
        },
      ),
    );
  });

  test("more months are never earlier", () => {
    const length = fc.double({ min: 0, max: 40, noNaN: true });
    fc.assert(
      fc.property(starts, length, length, (start, a, b) => {
        const [short, long] = a < b ? [a, b] : [b, a];
        expect(momentAt(start, short, "down").getTime()).toBeLessThanOrEqual(
          momentAt(start, long, "near").getTime(),
        );
      }),
    );
  });
});
