import { expect, test } from "vitest";
import { groupKey, parseKept } from "./kept";

test("a group is the same in any order, and another one with one more image", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(groupKey([a, b])).toBe(groupKey([b, a]));
  expect(groupKey([a, b, c])).not.toBe(groupKey([a, b]));
});

test("what was remembered in another form is nothing", () => {
  expect(parseKept('["a","b"]')).toEqual(["a", "b"]);
  for (const text of [null, "", "{", "7", '{"a":1}', "[1,null]"]) expect(parseKept(text)).toEqual([]);
});
