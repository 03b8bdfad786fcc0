import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, shortened, withoutRepeats } from "./cell";
import { keepList, keptList, listKey } from "./grid/kept-lists";

const cell = (id: string): Cell => ({
  id,
  prompt: "",
  author: { username: "a", displayName: "A" },
  likes: 0,
  widthPx: 1,
  heightPx: 1,
  thumbHash: "",
  thumbnail: "",
  page: "",
});

test("a shortened text is one well-formed line of at most so many signs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const short = shortened(text, 20);
      expect(Array.from(short).length).toBeLessThanOrEqual(20);
      expect(short.isWellFormed()).toBe(true);
      expect(short).not.toMatch(/[\n\r\t]/);
    }),
  );
});

test("an image that moved to a later page is shown once, where it was first", () => {
  const shown = withoutRepeats([cell("a"), cell("b")], [cell("b"), cell("c")]);
  expect(shown.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("a list is found again as far as it grew, and not when it begins with another image", () => {
  const first = { cells: [cell("a")], nextCursor: "1" };
  const grown = { cells: [cell("a"), cell("b")], nextCursor: "2" };
  const key = listKey("list", first);
  keepList(key, grown);
  expect(keptList(key)).toBe(grown);
  expect(keptList(listKey("list", { cells: [cell("z")], nextCursor: null }))).toBeUndefined();
});

test("only the last lists are remembered", () => {
  const page = { cells: [cell("a")], nextCursor: null };
  for (let i = 0; i < 40; i += 1) keepList(`list ${i}`, page);
  expect(keptList("list 39")).toBe(page);
  expect(keptList("list 0")).toBeUndefined();
});
