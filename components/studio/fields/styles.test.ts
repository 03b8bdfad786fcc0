import { expect, test } from "vitest";
import type { StyleTagView } from "@/lib/styles/schema";
import { categoriesOf, searchStyles, styleName } from "./styles";

const tag = (slug: string, name: string, nameEn: string, category: string): StyleTagView => ({
  slug,
  name,
  nameEn,
  category,
  type: "style",
});
const ink = tag("ink-wash", "水墨", "Ink wash", "art");
const neon = tag("neon", "霓虹", "Neon", "digital");
const other = tag("batik", "蜡染", "Batik", "craft");
const tags = [other, neon, ink];

test.each([
  ["水", [ink]],
  ["INK", [ink]],
  ["wash ink", [ink]],
  ["ink-w", [ink]],
  ["nothing", []],
  ["", tags],
])("searching for %j finds by Chinese, English and slug", (query, found) => {
  expect(searchStyles(tags, query, null)).toEqual(found);
});

test("a category narrows the list", () => {
  expect(searchStyles(tags, "", "digital")).toEqual([neon]);
});

test("known categories come in their order, and a new one is not lost", () => {
  expect(categoriesOf(tags)).toEqual(["art", "digital", "craft"]);
});

test("a tag is named in the language of the page", () => {
  expect([styleName(ink, "zh-CN"), styleName(ink, "en")]).toEqual(["水墨", "Ink wash"]);
});
