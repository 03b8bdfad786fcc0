import { describe, expect, test } from "vitest";
import { hammingDistance } from "../process/hashes";
import { groupAlike, type HashedImage, isFlat, MAX_DISTANCE } from "./rules";

const image = (id: string, hash: string, parts: Partial<HashedImage> = {}): HashedImage => ({
  id,
  hash,
  sha256: "",
  pixels: 1_000,
  sizeBytes: 100,
  ...parts,
});
const ids = (groups: HashedImage[][]) => groups.map((group) => group.map(({ id }) => id));
/** A hash with some bits of another turned. */
const turned = (hash: string, ...bits: number[]) =>
  bits
    .reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${hash}`))
    .toString(16)
    .padStart(16, "0");
const BASE = "8f3a52c4d1906e7b";

/** Numbers that are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const randomHash = (next: () => number) =>
  Array.from({ length: 16 }, () => Math.floor(next() * 16).toString(16)).join("");

describe("groups of images that look alike", () => {
  test("the same hash and up to four turned bits, wherever they lie, are one group", () => {
    const near = [
      [0, 1, 2, 3],
      [63, 62, 61, 60],
      [0, 15, 31, 63],
      [10, 11, 22, 32],
      [5, 27, 44, 59],
    ];
    const images = [image("a", BASE), ...near.map((bits, i) => image(`n${i}`, turned(BASE, ...bits)))];
    expect(groupAlike(images)).toHaveLength(1);
    expect(groupAlike(images)[0]).toHaveLength(6);
  });

  test("five turned bits are another picture", () => {
    expect(groupAlike([image("a", BASE), image("b", turned(BASE, 1, 13, 25, 37, 49))])).toEqual([]);
  });

  test("a chain does not grow: everybody is near the first of the group", () => {
    const middle = turned(BASE, 0, 1, 2, 3);
    const end = turned(middle, 4, 5, 6, 7);
    const found = groupAlike([image("a", BASE, { pixels: 9_000 }), image("b", middle), image("c", end)]);
    expect(ids(found)).toEqual([["a", "b"]]);
  });

  test("the largest picture is first, then the larger file, then the older image", () => {
    const found = groupAlike([
      image("c", BASE),
      image("b", turned(BASE, 1), { sizeBytes: 200 }),
      image("d", turned(BASE, 2), { pixels: 2_000 }),
      image("a", BASE),
    ]);
    expect(ids(found)).toEqual([["d", "b", "a", "c"]]);
  });

  test("the group that wastes most comes first", () => {
    const other = "0123456789abcdef";
    const found = groupAlike([
      ...[image("a", BASE), image("b", BASE)],
      ...[image("c", other, { sizeBytes: 900 }), image("d", other, { sizeBytes: 900 })],
    ]);
    expect(ids(found)).toEqual([
      ["c", "d"],
      ["a", "b"],
    ]);
  });

  test("pictures without contrast are alike only when they are the same file", () => {
    const flat = "0".repeat(16);
    expect(isFlat(flat)).toBe(true);
    const found = groupAlike([
      ...[image("a", flat, { sha256: "red" }), image("b", flat, { sha256: "blue" })],
      image("c", flat, { sha256: "red" }),
    ]);
    expect(ids(found)).toEqual([["a", "c"]]);
  });

  test("nothing and one image make no group", () => {
    expect(groupAlike([])).toEqual([]);
    expect(groupAlike([image("a", BASE)])).toEqual([]);
  });

  test("finds what comparing everything with everything finds", () => {
    const next = random(5);
    const bases = Array.from({ length: 60 }, () => randomHash(next));
    const images = Array.from({ length: 600 }, (_, i) => {
      const bits = Array.from({ length: Math.floor(next() * 7) }, () => Math.floor(next() * 64));
      return image(String(i).padStart(3, "0"), turned(bases[i % 60] ?? BASE, ...bits));
    });
    const left = new Set(images);
    const expected: string[][] = [];
    for (const first of images) {
      if (!left.delete(first)) continue;
      const group = [...left].filter((other) => hammingDistance(first.hash, other.hash) <= MAX_DISTANCE);
      for (const other of group) left.delete(other);
      if (group.length > 0) expected.push([first, ...group].map(({ id }) => id).sort());
    }
    const found = groupAlike(images).map((group) => group.map(({ id }) => id).sort());
    expect(found.sort()).toEqual(expected.sort());
  });
});
