import { describe, expect, it } from "vitest";
import { neighbourOf, rangeBetween, selectRange, toggled } from "./rules";

const order = ["a", "b", "c", "d", "e"];

describe("ranges", () => {
  it("includes both ends in either direction", () => {
    expect(rangeBetween(order, "b", "d")).toEqual(["b", "c", "d"]);
    expect(rangeBetween(order, "d", "b")).toEqual(["b", "c", "d"]);
  });

  it("is the target alone without an anchor, or with one that left the list", () => {
    expect(rangeBetween(order, null, "c")).toEqual(["c"]);
    expect(rangeBetween(order, "gone", "c")).toEqual(["c"]);
    expect(rangeBetween(order, "a", "gone")).toEqual([]);
  });

  it("adds to what was selected", () => {
    expect([...selectRange(new Set(["a", "c"]), order, "c", "e")]).toEqual(["a", "c", "d", "e"]);
  });

  it("takes away when the anchor was taken away last", () => {
    expect([...selectRange(new Set(["a", "c", "d"]), order, "b", "d")]).toEqual(["a"]);
  });

  it("toggles without touching the old set", () => {
    const before = new Set(["a"]);
    expect([...toggled(before, "a")]).toEqual([]);
    expect([...toggled(before, "b")]).toEqual(["a", "b"]);
    expect([...before]).toEqual(["a"]);
  });
});

describe("neighbourOf", () => {
  // Two rows: three cells above, two wider ones below.
  const cells = [
    { index: 0, leftPx: 0, rightPx: 100, topPx: 0 },
    { index: 1, leftPx: 108, rightPx: 208, topPx: 0 },
    { index: 2, leftPx: 216, rightPx: 316, topPx: 0 },
    { index: 3, leftPx: 0, rightPx: 150, topPx: 108 },
    { index: 4, leftPx: 158, rightPx: 316, topPx: 108.4 },
  ];
  const at = (index: number) => cells[index] ?? { index, leftPx: 0, rightPx: 0, topPx: 0 };

  it("follows the list to the sides, over the ends of rows", () => {
    expect(neighbourOf(cells, at(2), "right")).toBe(3);
    expect(neighbourOf(cells, at(3), "left")).toBe(2);
    expect(neighbourOf(cells, at(0), "left")).toBeNull();
    expect(neighbourOf(cells, at(4), "right")).toBeNull();
  });

  it("goes to the cell below or above the middle", () => {
    expect(neighbourOf(cells, at(0), "down")).toBe(3);
    expect(neighbourOf(cells, at(2), "down")).toBe(4);
    expect(neighbourOf(cells, at(4), "up")).toBe(2);
    expect(neighbourOf(cells, at(1), "up")).toBeNull();
  });
});
