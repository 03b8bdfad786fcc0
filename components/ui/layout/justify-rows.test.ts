import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clampAspect, gridHeightPx, type JustifyInput, justifyRows, rowsBetween } from "./justify-rows";

const widthsOf = (input: JustifyInput) =>
  justifyRows(input).map((row) => {
    const sum = input.aspects
      .slice(row.start, row.end)
      .reduce((total, aspect) => total + clampAspect(aspect), 0);
    return sum * row.heightPx + input.gapPx * (row.end - row.start - 1);
  });

describe("known cases", () => {
  const grid = { widthPx: 1000, targetRowHeightPx: 200, gapPx: 10 };

  test("nothing makes no rows", () => {
    expect(justifyRows({ ...grid, aspects: [] })).toEqual([]);
    expect(gridHeightPx([])).toBe(0);
  });

  test("a width of zero makes no rows, so that an unmeasured grid draws nothing wrong", () => {
    expect(justifyRows({ ...grid, widthPx: 0, aspects: [1, 1] })).toEqual([]);
  });

  test("one picture keeps the target height", () => {
    expect(justifyRows({ ...grid, aspects: [1.5] })).toEqual([{ start: 0, end: 1, heightPx: 200, topPx: 0 }]);
  });

  test("a picture wider than the grid shrinks to it", () => {
    const [row] = justifyRows({ ...grid, widthPx: 320, aspects: [2] });
    expect(row?.heightPx).toBe(160);
  });

  test("four squares fill the width and the fifth starts a row of the target height", () => {
    const rows = justifyRows({ ...grid, aspects: [1, 1, 1, 1, 1] });
    expect(rows.map((row) => [row.start, row.end])).toEqual([
      [0, 4],
      [4, 5],
    ]);
    expect(rows[0]?.heightPx).toBe(242.5);
    expect(rows[1]).toMatchObject({ heightPx: 200, topPx: 252.5 });
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    "an impossible aspect %s is laid out as a square",
    (aspect) => {
      expect(clampAspect(aspect)).toBe(1);
    },
  );
});

const inputs = fc.record({
  aspects: fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 1, maxLength: 200 }),
  widthPx: fc.integer({ min: 280, max: 2400 }),
  targetRowHeightPx: fc.integer({ min: 120, max: 320 }),
  gapPx: fc.integer({ min: 0, max: 16 }),
});

test("every item is in exactly one row, in order", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const rows = justifyRows(input);
      expect(rows[0]?.start).toBe(0);
      expect(rows.at(-1)?.end).toBe(input.aspects.length);
      rows.slice(1).forEach((row, index) => {
        expect(row.start).toBe(rows[index]?.end);
      });
    }),
  );
});

test("every row but the last fills the width, and no row is wider", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const widths = widthsOf(input);
      for (const width of widths.slice(0, -1)) expect(width).toBeCloseTo(input.widthPx, 4);
      expect(widths.at(-1)).toBeLessThanOrEqual(input.widthPx + 1e-6);
    }),
  );
});

test("rows follow each other with exactly one gap between them", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const rows = justifyRows(input);
      rows.slice(1).forEach((row, index) => {
        const before = rows[index];
        expect(row.topPx - (before ? before.topPx + before.heightPx : 0)).toBeCloseTo(input.gapPx, 6);
      });
    }),
  );
});

test("the rows of a band are those that touch it, and no others", () => {
  fc.assert(
    fc.property(inputs, fc.nat(5000), fc.nat(2000), (input, fromPx, heightPx) => {
      const rows = justifyRows(input);
      const toPx = fromPx + heightPx;
      expect(rowsBetween(rows, fromPx, toPx)).toEqual(
        rows.filter((row) => row.topPx + row.heightPx >= fromPx && row.topPx <= toPx),
      );
    }),
  );
});
