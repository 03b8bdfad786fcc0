import { describe, expect, it } from "vitest";
import {
  countPanelFilters,
  emptyKind,
  isFiltered,
  libraryHref,
  parseFilters,
  placeOf,
  sameFilters,
} from "./filters";

const parse = (query: string) => {
  const search = new URLSearchParams(query);
  return parseFilters((name) => search.get(name));
};
const collection = `col_${"a".repeat(26)}`;

describe("parseFilters", () => {
  it("reads every filter", () => {
    const query =
      "q=雪山&from=2026-01-02&to=2026-01-31&model=sketch-1&ratio=16:9&favorite=true&trash=true" +
      `&collection=${collection}&tag=山&origin=edited&publication=public`;
    expect(parse(query)).toEqual({
      q: "雪山",
      from: "2026-01-02",
      to: "2026-01-31",
      model: "sketch-1",
      ratio: "16:9",
      favorite: "true",
      trash: "true",
      collection,
      tag: "山",
      origin: "edited",
      publication: "public",
    });
    expect(parse("collection=none")).toEqual({ collection: "none" });
  });

  it.each([
    ["an impossible day", "from=2026-13-45"],
    ["a day in another form", "to=02/01/2026"],
    ["an unknown ratio", "ratio=5:7"],
    ["a favourite that is not true", "favorite=false"],
    ["a text that is too long", `q=${"a".repeat(201)}`],
    ["something that is no collection", "collection=col_1"],
    ["an unknown origin or state", "origin=stolen&publication=private"],
    ["blanks", "q=%20%20&model=&tag=%20"],
    ["unknown names", "cursor=abc&limit=9999&image=img_1"],
  ])("leaves out %s", (_, query) => {
    expect(parse(query)).toEqual({});
  });

  it("turns a range of days the right way round", () => {
    expect(parse("from=2026-03-01&to=2026-02-01")).toEqual({ from: "2026-02-01", to: "2026-03-01" });
  });
});

describe("libraryHref", () => {
  it("is read back as the same filters", () => {
    const filters = { q: "a&b=c 山", ratio: "21:9", trash: "true", tag: "湖 & 山" } as const;
    const url = new URL(libraryHref(filters), "http://x");
    expect(parseFilters((name) => url.searchParams.get(name))).toEqual(filters);
  });

  it("is the bare path without filters", () => {
    expect(libraryHref({})).toBe("/library");
  });

  it("does not depend on the order in which filters were set", () => {
    expect(sameFilters({ q: "a", ratio: "1:1" }, { ratio: "1:1", q: "a" })).toBe(true);
    expect(sameFilters({ q: "a" }, { q: "b" })).toBe(false);
  });
});

describe("what counts as filtered", () => {
  it("counts a range of days once, and places not at all", () => {
    expect(countPanelFilters({ from: "2026-01-01", to: "2026-01-02", model: "m" })).toBe(2);
    expect(countPanelFilters({ tag: "a", origin: "edited", publication: "public" })).toBe(3);
    expect(isFiltered({ trash: "true", collection })).toBe(false);
    expect(isFiltered({ favorite: "true" })).toBe(true);
  });

  it("leaves the place when filters are cleared", () => {
    expect(placeOf({ collection, q: "a", favorite: "true" })).toEqual({ collection });
    expect(placeOf({ trash: "true", model: "m" })).toEqual({ trash: "true" });
  });
});

it.each([
  [{}, "library"],
  [{ collection }, "collection"],
  [{ collection: "none" }, "uncollected"],
  [{ trash: "true" }, "trash"],
  [{ favorite: "true" }, "favorites"],
  [{ publication: "public" }, "public"],
  [{ origin: "uploaded" }, "uploaded"],
  [{ favorite: "true", collection }, "match"],
  [{ trash: "true", q: "a" }, "match"],
  [{ tag: "山" }, "match"],
] as const)("an empty list of %o is empty for the reason %s", (filters, kind) => {
  expect(emptyKind(filters)).toBe(kind);
});
