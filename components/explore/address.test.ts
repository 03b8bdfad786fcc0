import { describe, expect, test } from "vitest";
import { authorHref, exploreHref, signInHref } from "./address";
import { createHref } from "./image/create-href";

describe("the addresses of lists", () => {
  test.each([
    [{ sort: "new" }, "/explore"],
    [{ sort: "popular" }, "/explore?sort=popular"],
    [{ sort: "popular", tag: "ink-wash" }, "/explore?sort=popular&tag=ink-wash"],
    [{ sort: "new", q: "雪山 & 湖" }, "/explore?q=%E9%9B%AA%E5%B1%B1+%26+%E6%B9%96"],
  ] as const)("%j is %s", (filters, href) => {
    expect(exploreHref(filters)).toBe(href);
  });

  test("a search is ranked by itself, so its address names no order", () => {
    expect(exploreHref({ sort: "popular", q: "fox" })).toBe("/explore?q=fox");
  });

  test("a place in a list comes last", () => {
    expect(exploreHref({ sort: "new", tag: "dusk" }, "abc")).toBe("/explore?tag=dusk&cursor=abc");
    expect(authorHref("小芯", "abc")).toBe("/authors/%E5%B0%8F%E8%8A%AF?cursor=abc");
  });

  test("no name leaves the path of authors", () => {
    expect(authorHref("../admin?x#y")).toBe("/authors/..%2Fadmin%3Fx%23y");
  });
});

test("signing in leads back to where it was asked for, with everything that stood in the address", () => {
  const next = exploreHref({ sort: "new", q: "a&b" });
  expect(new URL(signInHref(next), "http://x").searchParams.get("next")).toBe(next);
});

describe("the composer filled from an image", () => {
  const image = { prompt: "雪山，湖", styleTags: ["ink-wash", "dusk"], ratio: "16:9", model: "sketch-1" };
  const search = (operation: string) =>
    Object.fromEntries(new URL(createHref({ ...image, operation }), "http://x").searchParams);

  test("carries prompt, styles, ratio and model", () => {
    expect(search("generate")).toEqual({
      prompt: "雪山，湖",
      styles: "ink-wash,dusk",
      ratio: "16:9",
      model: "sketch-1",
    });
  });

  test.each(["upload", "inpaint"])("carries no model of an image that came by %s", (operation) => {
    expect(search(operation)).not.toHaveProperty("model");
  });
});
