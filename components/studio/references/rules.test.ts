import { expect, test } from "vitest";
import { uploadLimits } from "@/lib/edits/rules";
import { MAX_REFERENCES } from "../draft";
import { fileProblem, movedReference, picturesIn, withReferences } from "./rules";

test("a reference is added at the end and once, and an order never has more than it can", () => {
  expect(withReferences(["a", "b"], ["b", "c"])).toEqual(["a", "b", "c"]);
  const many = Array.from({ length: 30 }, (_, index) => `img-${index}`);
  expect(withReferences(["first"], many)).toEqual(["first", ...many].slice(0, MAX_REFERENCES));
});

test.each([
  ["b", -1, ["b", "a", "c"]],
  ["b", 1, ["a", "c", "b"]],
  ["a", -1, ["a", "b", "c"]],
  ["c", 1, ["a", "b", "c"]],
  ["gone", 1, ["a", "b", "c"]],
] as const)("moving %s by %i gives %o", (id, by, order) => {
  expect(movedReference(["a", "b", "c"], id, by)).toEqual(order);
});

test.each([
  ["image/png", 1_000, null],
  ["image/webp", uploadLimits.maxBytes, null],
  ["image/png", uploadLimits.maxBytes + 1, "size"],
  ["image/gif", 1_000, "type"],
  ["", 1_000, "type"],
] as const)("a file of type %j and %i bytes is judged before it is sent: %s", (type, size, problem) => {
  expect(fileProblem({ type, size })).toBe(problem);
});

test("pasting takes pictures, but not the picture that copied text brings along", () => {
  const files = [
    new File([], "a.png", { type: "image/png" }),
    new File([], "a.pdf", { type: "application/pdf" }),
  ];
  // Only what the rule reads of a FileList.
  const data = (types: string[]) => ({ files: files as unknown as FileList, types });
  expect(picturesIn(data(["Files"])).map(({ name }) => name)).toEqual(["a.png"]);
  expect(picturesIn(data(["text/plain", "Files"]))).toEqual([]);
});
