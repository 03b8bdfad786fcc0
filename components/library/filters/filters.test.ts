import { describe, expect, it } from "vitest";
import { countPanelFilters, isFiltered, libraryHref, parseFilters, sameFilters } from "./filters";

const parse = (query: string) => {
  const search = new URLSearchParams(query);
  return parseFilters((name) => search.get(name));
};

describe("parseFilters", () => {
  it("reads every filter", () => {
    const query = "q=雪山&from=2026-01-02&to=2026-01-31&model=sketch-1&ratio=16:9&favorite=true&trash=true";
    expect(parse(query)).toEqual({
      q: "雪山",
      from: "2026-01-02",
      to: "2026-01-31",
      model: "sketch-1",
      ratio: "16:9",
      favorite: "true",
      trash: "true",
    });
  });

  it.each([
    ["an impossible day", "from=2026-13-45"],
    ["a day in another form", "to=02/01/2026"],
    ["an unknown ratio", "ratio=5:7"],
    ["a favourite that is not true", "favorite=false"],
    ["a text that is too long", `q=${"a".repeat(201)}`],
    ["blanks", "q=%20%20&model="],
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
    const filters = { q: "a&b=c 山", ratio: "21:9", trash: "true" } as const;
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
  it("counts a range of days once, and the trash not at all", () => {
    expect(countPanelFilters({ from: "2026-01-01", to: "2026-01-02", model: "m" })).toBe(2);
    expect(isFiltered({ trash: "true" })).toBe(false);
    expect(isFiltered({ favorite: "true" })).toBe(true);
  });
});
