import { like } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, publications, publicationTags, styleTags } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { insertPublication } from "./gallery.fixture";
import { readGallery } from "./reads/first-page";
import { readSearch } from "./reads/search";
import { SEARCH_WINDOW, type SearchSizes } from "./rules";
import { listGalleryInput } from "./schema";

let author = { id: "", username: "" };
beforeAll(async () => {
  author = await insertUser();
  const tag = { id: newId("styleTag"), slug: "ink-wash", name: "水墨", nameEn: "Ink wash" };
  await db()
    .insert(styleTags)
    .values({ ...tag, category: "art", type: "style", promptFragment: "x" });
});
beforeEach(async () => {
  await db().delete(publicationTags);
  await db().delete(publications);
  await db().delete(generatedImages);
});

const insert = (prompt: string, parts: { likes?: number; tags?: string[]; words?: string[] } = {}) =>
  insertPublication({ userId: author.id, prompt, ...parts });
const find = async (q: string, more: Record<string, string> = {}) =>
  (await readGallery(listGalleryInput.parse({ q, limit: "60", ...more }))).items.map((item) => item.prompt);

describe("a search finds", () => {
  test.each<[q: string, found: string[]]>([
    ["山", ["雪山与湖", "山水画"]],
    ["雪山", ["雪山与湖"]],
    ["水山", []],
    ["moun", ["a Mountain at dawn"]],
    ["ountain", []],
    ["MOUNTAIN dawn", ["a Mountain at dawn"]],
    ["dawn mountain", ["a Mountain at dawn"]],
    ["mountain lake", []],
    ["湖 雪", ["雪山与湖"]],
    ["山cat", []],
    ["１００", ["100 cats"]],
    ["100%", ["100 cats"]],
    ["%", []],
    ["_", []],
    ["\\", []],
    ["a_ountain", []],
    ["'; drop table users --", []],
    ["😀", []],
  ])("%j: %j", async (q, found) => {
    for (const prompt of ["雪山与湖", "山水画", "a Mountain at dawn", "100 cats"]) await insert(prompt);
    expect((await find(q)).sort()).toEqual(found.sort());
  });

  test("more words than it looks at, and the longest text that may be sent", async () => {
    await insert("one two three four five six seven eight nine");
    expect(await find("one two three four five six seven eight missing")).toHaveLength(1);
    expect(await find("一".repeat(100))).toEqual([]);
    expect(await find("x ".repeat(50).trim())).toEqual([]);
  });

  test("tag words, in Chinese and English", async () => {
    await insert("a boat", { tags: ["ink-wash"], words: ["水墨", "Ink wash"] });
    expect(await find("水墨")).toEqual(["a boat"]);
    expect(await find("ink")).toEqual(["a boat"]);
  });

  test("only within a tag or an author's images, when they are named too", async () => {
    await insert("a boat", { tags: ["ink-wash"] });
    await insert("a boat on a lake");
    expect(await find("boat", { tag: "ink-wash" })).toEqual(["a boat"]);
    expect(await find("boat", { author: author.username })).toHaveLength(2);
    expect(await find("boat", { author: "somebody-else" })).toEqual([]);
  });
});

describe("the order of a search", () => {
  test("prompts that begin with the words come first, then tags of that name, then words that stand together", async () => {
    await insert("wash the ink away", { likes: 9 });
    await insert("a boat, ink wash", { likes: 5 });
    await insert("a tea house", { likes: 2, tags: ["ink-wash"], words: ["水墨", "Ink wash"] });
    await insert("ink wash of a crane", { likes: 0 });
    expect(await find("ink wash")).toEqual([
      "ink wash of a crane",
      "a tea house",
      "a boat, ink wash",
      "wash the ink away",
    ]);
  });

  test("pages over several windows hold every match once, however large they are", async () => {
    const wanted = SEARCH_WINDOW * 2 + 37;
    for (let i = 0; i < wanted; i += 1)
      await insert(i % 5 === 0 ? `fox number ${i}` : `number ${i}, a fox`, { likes: i % 17 });
    await insert("no animal at all");
    const whole = await walk(60);
    expect(whole).toHaveLength(wanted);
    expect(new Set(whole).size).toBe(wanted);
    expect(await walk(7)).toEqual(whole);
    // Of the first window those that begin with the word come first, all of them; the second begins anew.
    const begins = whole.map((prompt) => prompt.startsWith("fox"));
    const firsts = begins.slice(0, SEARCH_WINDOW);
    expect(firsts.lastIndexOf(true)).toBe(firsts.filter(Boolean).length - 1);
    expect(begins[SEARCH_WINDOW]).toBe(true);
    expect(begins[SEARCH_WINDOW - 1]).toBe(false);
  });

  test("an image that goes between two pages takes no other with it", async () => {
    for (let i = 0; i < 12; i += 1) await insert(`fox ${i}`, { likes: i });
    const whole = await walk(60);
    const first = await readGallery(listGalleryInput.parse({ q: "fox", limit: "5" }));
    const goes = whole[7] ?? "";
    await db()
      .update(publications)
      .set({ state: "private" })
      .where(like(publications.searchText, `% ${goes} %`));
    const rest = await readGallery(listGalleryInput.parse({ q: "fox", cursor: first.nextCursor ?? "" }));
    expect(rest.items.map((item) => item.prompt)).toEqual(whole.slice(5).filter((prompt) => prompt !== goes));
  });
});

describe("a search of common words that hardly ever meet", () => {
  const small: SearchSizes = { walk: 20, candidates: 30, stride: 45 };
  const count = 150;
  const pages = async (q: string, more: Record<string, string> = {}, sizes = small) => {
    const found: string[][] = [];
    for (let cursor: string | undefined; found.length < 100; ) {
      const input = listGalleryInput.parse({ limit: "2", q, ...more, ...(cursor ? { cursor } : {}) });
      const page = await readSearch({ ...input, q }, sizes);
      found.push(page.items.map((item) => item.prompt));
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
    throw new Error("The pages have no end.");
  };
  beforeEach(async () => {
    const other = await insertUser();
    for (let i = 0; i < count; i += 1)
      await insertPublication({
        userId: i % 3 === 0 ? other.id : author.id,
        prompt: i % 30 === 7 ? `湖山 ${i}` : `湖泊与雪山 ${i}`,
        likes: i,
        tags: i % 2 === 0 ? ["ink-wash"] : [],
      });
  });
  const met = [127, 97, 67, 37, 7].map((i) => `湖山 ${i}`);

  test("finds every one of them over pages that may be short or empty, and ends", async () => {
    const found = await pages("湖山");
    expect(found.flat()).toEqual(met);
    expect(found).toContainEqual([]);
    expect(found.length).toBeLessThanOrEqual(1 + Math.ceil(count / small.stride) + met.length);
    expect((await pages("湖山", {}, { walk: 500, candidates: 1, stride: 1 })).flat()).toEqual(met);
    expect((await pages("湖山", {}, { walk: 1, candidates: 500, stride: 1 })).flat()).toEqual(met);
  });

  test("knows after a bounded number of calls that there is none", async () => {
    const found = await pages("山湖");
    expect(found.flat()).toEqual([]);
    expect(found.length).toBe(1 + Math.ceil((count - small.walk + 1) / small.stride));
    expect(await pages("孤舟")).toEqual([[]]);
  });

  test("keeps to a tag, an author or both", async () => {
    const even = met.filter((prompt) => Number(prompt.slice(3)) % 2 === 0);
    const own = met.filter((prompt) => Number(prompt.slice(3)) % 3 !== 0);
    expect((await pages("湖山", { tag: "ink-wash" })).flat()).toEqual(even);
    expect((await pages("湖山", { author: author.username })).flat()).toEqual(own);
    expect((await pages("雪山", { tag: "ink-wash", author: author.username })).flat()).toHaveLength(50);
    expect((await pages("雪山")).flat()).toHaveLength(count - met.length);
  });
});

async function walk(limit: number): Promise<string[]> {
  const prompts: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readGallery(
      listGalleryInput.parse({ q: "fox", limit: String(limit), ...(cursor ? { cursor } : {}) }),
    );
    prompts.push(...page.items.map((item) => item.prompt));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return prompts;
}
