import { describe, expect, it } from "vitest";
import type { CollectionView } from "@/lib/collections/schema";
import { branchesWith, inOrder, movedBeside, movedBy, parentsFor, siblingsOf, treeOf } from "./tree";

const made = (id: string, parentId: string | null = null, name = id): CollectionView => ({
  id,
  parentId,
  name,
  position: 0,
  images: 0,
  cover: null,
  createdAt: "2026-01-01T00:00:00.000Z",
});
const travel = made("travel", null, "旅行");
const japan = made("japan", "travel", "Japan 2025");
const lakes = made("lakes", "travel", "湖");
const work = made("work", null, "Work");
const all = [travel, japan, lakes, work];

describe("the tree", () => {
  it("has what lies in a collection under it, in the list's order", () => {
    expect(treeOf(all)).toEqual([
      { collection: travel, children: [japan, lakes] },
      { collection: work, children: [] },
    ]);
    expect(siblingsOf(all, "travel")).toEqual(["japan", "lakes"]);
    expect(siblingsOf(all, null)).toEqual(["travel", "work"]);
  });

  it("keeps a parent for the sake of what is found in it, and all of what lies in one that is found", () => {
    const found = (text: string) =>
      branchesWith(treeOf(all), text).map(({ collection, children }) => [collection.id, children.length]);
    expect(found("japan")).toEqual([["travel", 1]]);
    expect(found("旅")).toEqual([["travel", 2]]);
    expect(found(" WORK ")).toEqual([["work", 0]]);
    expect(found("")).toHaveLength(2);
    expect(found("nothing")).toEqual([]);
  });
});

describe("the order", () => {
  const ids = ["a", "b", "c"];

  it("moves one by a place and stops at the ends", () => {
    expect(movedBy(ids, "b", -1)).toEqual(["b", "a", "c"]);
    expect(movedBy(ids, "b", 1)).toEqual(["a", "c", "b"]);
    expect(movedBy(ids, "a", -1)).toBeNull();
    expect(movedBy(ids, "c", 1)).toBeNull();
    expect(movedBy(ids, "gone", 1)).toBeNull();
  });

  it("puts one beside another and says when that changes nothing", () => {
    expect(movedBeside(ids, "a", "c", "after")).toEqual(["b", "c", "a"]);
    expect(movedBeside(ids, "c", "a", "before")).toEqual(["c", "a", "b"]);
    expect(movedBeside(ids, "a", "b", "before")).toBeNull();
    expect(movedBeside(ids, "a", "a", "after")).toBeNull();
    expect(movedBeside(ids, "a", "elsewhere", "after")).toBeNull();
  });

  it("changes the places of those under one parent only", () => {
    expect(inOrder(all, ["work", "travel"])).toEqual([work, japan, lakes, travel]);
    expect(inOrder(all, ["lakes", "japan"])).toEqual([travel, lakes, japan, work]);
  });
});

describe("where a collection may be put", () => {
  it("is any other at the top, but not where it lies already", () => {
    expect(parentsFor(all, work)).toEqual([travel]);
    expect(parentsFor(all, japan)).toEqual([work]);
  });

  it("is nowhere when something lies in it: nesting is one level deep", () => {
    expect(parentsFor(all, travel)).toEqual([]);
  });
});
