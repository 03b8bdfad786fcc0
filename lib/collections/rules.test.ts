import { expect, test } from "vitest";
import { newOrder, placeFault } from "./rules";

const top = { id: "a", parentId: null };
const inner = { id: "b", parentId: "a" };

test.each([
  [null, 0, null],
  [null, 3, null],
  [top, 0, null],
  [top, 1, "collection_has_children"],
  [inner, 0, "collection_too_deep"],
  [inner, 1, "collection_too_deep"],
] as const)("into %j with %i inside: %s", (parent, children, fault) => {
  expect(placeFault(parent, children)).toBe(fault);
});

test("an order names some, once each; the others follow as they stood", () => {
  expect(newOrder(["a", "b", "c", "d"], ["c", "a", "c"])).toEqual(["c", "a", "b", "d"]);
  expect(newOrder(["a"], [])).toEqual(["a"]);
});
