import { expect, test } from "vitest";
import { parseRecent, withRecent } from "./recent";

test.each([
  [null, []],
  ["not json", []],
  ['{"a":1}', []],
  ['["create","create","nothing",3,"theme"]', ["create", "theme"]],
  ['["create","library","edit","explore","history"]', ["create", "library", "edit", "explore"]],
])("%j is read as %j", (stored, list) => {
  expect(parseRecent(stored)).toEqual(list);
});

test("what was used last stands first, once", () => {
  expect(withRecent(["create", "library", "edit", "explore"], "edit")).toEqual([
    "edit",
    "create",
    "library",
    "explore",
  ]);
  expect(withRecent(["create", "library", "edit", "explore"], "theme")).toEqual([
    "theme",
    "create",
    "library",
    "edit",
  ]);
});
