import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { generatedImages, styleTags, users } from "@/db/schema";
import { testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { encodeCursor } from "@/lib/platform/http/cursor";
import { newId } from "@/lib/platform/ids";
import { insertPublication } from "./gallery.fixture";
import {
  findAuthor,
  getPublicImage,
  listByAuthor,
  listForSitemap,
  listGallery,
  listSitemapPages,
} from "./read";
import { readAuthor } from "./reads/author";
import { readGallery } from "./reads/first-page";
import { readTags } from "./reads/tags";
import { type ListGalleryInput, listGalleryInput } from "./schema";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const ctx = testContext();
const ask = (query: Partial<Record<keyof ListGalleryInput, string>>) =>
  readGallery(listGalleryInput.parse({ limit: "60", ...query }));
const idsOf = (page: { items: { id: string }[] }) => page.items.map((item) => item.id);

/** The whole list by pages of a size. */
async function walk(
  query: Partial<Record<keyof ListGalleryInput, string>>,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...idsOf(page));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

async function insertTag(slug: string, name: string, nameEn: string): Promise<void> {
  await db()
    .insert(styleTags)
    .values({
      id: newId("styleTag"),
      slug,
      name,
      nameEn,
      category: "art",
      type: "style",
      promptFragment: "x",
    })
    .onConflictDoNothing();
}

let ann = { id: "", username: "" };
let bob = { id: "", username: "" };
beforeAll(async () => {
  [ann, bob] = [await insertUser({ displayName: "Ann" }), await insertUser()];
  await insertTag("ink-wash", "水墨", "Ink wash");
});

describe("lists", () => {
  test("new, popular, of a tag and of an author each come in their order, whole at any page size, ties too", async () => {
    const tags = ["list-tag"];
    const made: { id: string; at: number; likes: number }[] = [];
    for (let i = 0; i < 13; i += 1) {
      // Five share a moment and a score: only their ids say who comes first.
      const tied = i % 13 >= 8;
      const [at, likes] = tied ? [20, 5] : [21 + (i % 4), (i * 7) % 11];
      const id = await insertPublication({ userId: ann.id, tags, likes, publishedAt: day(at) });
      made.push({ id, at, likes });
    }
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? 1 : -1);
    const newest = made.toSorted((a, b) => b.at - a.at || byId(a, b)).map((one) => one.id);
    const score = (one: { at: number; likes: number }) => Math.log10(1 + 3 * one.likes) + one.at / 2;
    const popular = made.toSorted((a, b) => score(b) - score(a) || byId(a, b)).map((one) => one.id);
    expect(popular).not.toEqual(newest);
    for (const limit of [1, 2, 5, 13, 60]) {
      expect(await walk({}, limit)).toEqual(newest);
      expect(await walk({ sort: "popular" }, limit)).toEqual(popular);
      expect(await walk({ tag: "list-tag" }, limit)).toEqual(newest);
      expect(await walk({ tag: "list-tag", sort: "popular" }, limit)).toEqual(popular);
      expect(await walk({ author: ann.username.toUpperCase() }, limit)).toEqual(newest);
      expect(await walk({ author: ann.username, sort: "popular", tag: "list-tag" }, limit)).toEqual(newest);
    }
    expect(await walk({ tag: "another-tag" }, 5)).toEqual([]);
    expect(await walk({ author: bob.username }, 5)).toEqual([]);
  });

  test("an image that is published while somebody pages moves nothing on the pages that follow", async () => {
    const first = await ask({ limit: "3" });
    await insertPublication({ userId: bob.id, publishedAt: day(40) });
    const [whole, second] = [await walk({}, 60), await ask({ limit: "3", cursor: first.nextCursor ?? "" })];
    expect(idsOf(second)).toEqual(whole.slice(4, 7));
  });

  test("a view holds what everybody may see and nothing of how its owner keeps it", async () => {
    const image = { seed: 5, likes: 2, isFavorite: true, tags: ["secret"], negativePrompt: "rain" };
    const id = await insertPublication({ userId: ann.id, tags: ["ink-wash"], prompt: "山水", image });
    expect(await getPublicImage({ ctx, input: { id } })).toEqual({
      ...{ id, prompt: "山水", negativePrompt: "rain", styleTags: ["ink-wash"], ratio: "1:1", tier: "1K" },
      ...{ quality: "standard", model: "sketch-1", seed: 5, operation: "generate", aiClass: "made" },
      ...{ widthPx: 64, heightPx: 64, thumbHash: "x", likes: 2, downloads: 0 },
      author: { username: ann.username, displayName: "Ann" },
      publishedAt: "2026-01-01T00:00:00.000Z",
      urls: {
        thumbnail: `/media/${id}/thumbnail`,
        display: `/media/${id}/display`,
        download: `/media/${id}/download`,
        page: `/explore/${id}`,
      },
    });
  });

  test.each([
    "x",
    "",
    "null",
    encodeCursor({ atMs: 1e16, id: "img_01m7zyxn3ypdfxjdzhn66mf2nh" }),
    encodeCursor({ atMs: 1, id: "img_'; drop table users" }),
    ...[
      '["popular",1e999,"img_01m7zyxn3ypdfxjdzhn66mf2nh"]',
      '["popular","1","img_01m7zyxn3ypdfxjdzhn66mf2nh"]',
      '["popular",1]',
      '["search",[1,"img_01m7zyxn3ypdfxjdzhn66mf2nh"],[100,1,"img_01m7zyxn3ypdfxjdzhn66mf2nh"]]',
      '["search",[null,"img_01m7zyxn3ypdfxjdzhn66mf2nh"],null]',
      '["search",{},null]',
      "[".repeat(90),
    ].map((text) => Buffer.from(text).toString("base64url")),
  ])("the cursor %j is refused by every list with a word about the cursor", async (cursor) => {
    for (const query of [
      {},
      { sort: "popular" },
      { q: "fox" },
      { tag: "ink-wash" },
      { author: ann.username },
    ])
      await expect(ask({ ...query, cursor })).rejects.toMatchObject({
        status: 400,
        extra: { fields: { cursor: expect.any(String) } },
      });
  });

  test("a cursor of one list is refused by another, and one with an extreme score is an ordinary place", async () => {
    const [byTime, byScore] = [await ask({ limit: "1" }), await ask({ limit: "1", sort: "popular" })];
    await expect(ask({ cursor: byScore.nextCursor ?? "" })).rejects.toMatchObject({ status: 400 });
    await expect(ask({ sort: "popular", cursor: byTime.nextCursor ?? "" })).rejects.toMatchObject({
      status: 400,
    });
    await expect(ask({ q: "fox", cursor: byScore.nextCursor ?? "" })).rejects.toMatchObject({ status: 400 });
    const at = (score: string) =>
      Buffer.from(`["popular",${score},"img_${"z".repeat(26)}"]`).toString("base64url");
    expect((await ask({ sort: "popular", cursor: at("-1e308") })).items).toEqual([]);
    expect((await ask({ sort: "popular", cursor: at("-0") })).items).toEqual([]);
    expect((await ask({ sort: "popular", cursor: at("1.7e308"), limit: "1" })).items).toHaveLength(1);
  });

  test("the first page may be a second old and is read once for many, later pages and searches never are", async () => {
    const input = listGalleryInput.parse({ limit: "7", tag: "ink-wash" });
    const pages = await Promise.all(Array.from({ length: 20 }, () => listGallery({ ctx, input })));
    expect(new Set(pages).size).toBe(1);
    const [a, b] = [
      await listGallery({ ctx, input: { ...input, q: "山" } }),
      await ask({ q: "山", tag: "ink-wash" }),
    ];
    expect(a).toEqual(b);
  });
});

describe("authors and tags", () => {
  test("an author is found by name in any case, with what is public of them", async () => {
    const author = await insertUser({ displayName: "Cee", createdAt: day(3) });
    await insertPublication({ userId: author.id, likes: 3 });
    await insertPublication({ userId: author.id, likes: 4 });
    await insertPublication({ userId: author.id, likes: 90, state: "pending" });
    expect(await findAuthor({ ctx, input: { username: author.username.toUpperCase() } })).toEqual({
      ...{ username: author.username, displayName: "Cee", since: day(3).toISOString(), images: 2, likes: 7 },
    });
    const page = await listByAuthor({ ctx, input: { username: author.username, limit: 10 } });
    expect(page.items).toHaveLength(2);
  });

  test("an author is counted once for everybody who asks within some seconds", async () => {
    const { id, username } = await insertUser();
    await insertPublication({ userId: id });
    const ask = (name: string) => findAuthor({ ctx, input: { username: name } });
    expect(await ask(username)).toMatchObject({ images: 1 });
    await insertPublication({ userId: id });
    expect(await ask(username.toUpperCase())).toMatchObject({ images: 1 });
    expect(await readAuthor(username)).toMatchObject({ images: 2 });
  });

  test("who shows nothing, and a name that nobody has, are not found", async () => {
    const author = await insertUser();
    await insertPublication({ userId: author.id, state: "pending" });
    expect(await findAuthor({ ctx, input: { username: author.username } })).toBeNull();
    expect(await findAuthor({ ctx, input: { username: "nobody-has-this" } })).toBeNull();
    expect(await findAuthor({ ctx, input: { username: "%" } })).toBeNull();
  });

  test("tags come with their counts, most used first, and only those that have a name, of active authors", async () => {
    for (const slug of ["count-a", "count-b"]) await insertTag(slug, slug, slug);
    for (const tags of [["count-a", "count-b"], ["count-b"], ["count-none"]])
      await insertPublication({ userId: ann.id, tags });
    await insertPublication({ userId: ann.id, tags: ["count-a"], state: "rejected" });
    for (const status of ["suspended", "deleted"] as const)
      await insertPublication({ userId: (await insertUser({ status })).id, tags: ["count-a"] });
    const counted = (await readTags()).filter((tag) => tag.slug.startsWith("count-"));
    expect(counted.map((tag) => [tag.slug, tag.images])).toEqual([
      ["count-b", 2],
      ["count-a", 1],
    ]);
  });

  test("the sitemap holds every public image once, oldest first", async () => {
    const all = await walk({}, 60);
    const { items, nextCursor } = await listForSitemap({ cursor: null });
    expect(items.map((item) => item.id)).toEqual(all.toReversed());
    expect(nextCursor).toBeNull();
    expect(await listSitemapPages()).toEqual([null]);
    const [, second] = items;
    const cursor = encodeCursor({ atMs: items[0]?.publishedAt.getTime() ?? 0, id: items[0]?.id ?? "" });
    expect((await listForSitemap({ cursor })).items[0]).toEqual(second);
  });
});

describe("what is not public appears nowhere", () => {
  const cases: [name: string, spoil: (author: string) => Promise<string>][] = [
    ...(["private", "pending", "rejected", "taken_down"] as const).map(
      (state): [string, (author: string) => Promise<string>] => [
        state,
        (userId) => insertPublication({ userId, state, tags: ["hidden"], prompt: "hidden unicorn" }),
      ],
    ),
    [
      "in the trash",
      async (userId) => {
        const image = { deletedAt: day(2) };
        return insertPublication({ userId, tags: ["hidden"], prompt: "hidden unicorn", image });
      },
    ],
    [
      "being purged",
      async (userId) => {
        const image = { purgingAt: day(2) };
        return insertPublication({ userId, tags: ["hidden"], prompt: "hidden unicorn", image });
      },
    ],
    [
      "not public by the image's own mark",
      (userId) =>
        insertPublication({ userId, tags: ["hidden"], prompt: "hidden unicorn", image: { isPublic: false } }),
    ],
    ...(["suspended", "deleted"] as const).map((status): [string, (author: string) => Promise<string>] => [
      `of a ${status} author`,
      async (userId) => {
        const id = await insertPublication({ userId, tags: ["hidden"], prompt: "hidden unicorn" });
        await db().update(users).set({ status }).where(eq(users.id, userId));
        return id;
      },
    ]),
  ];
  test.each(cases)("%s", async (_, spoil) => {
    const author = await insertUser();
    const id = await spoil(author.id);
    expect(await db().select().from(generatedImages).where(eq(generatedImages.id, id))).toHaveLength(1);
    await expect(getPublicImage({ ctx, input: { id } })).rejects.toMatchObject({ status: 404 });
    for (const query of [
      {},
      { sort: "popular" },
      { tag: "hidden" },
      { tag: "hidden", sort: "popular" },
      { q: "unicorn" },
      { q: "unicorn", tag: "hidden", author: author.username },
      { author: author.username },
    ])
      expect(await walk(query, 60), JSON.stringify(query)).not.toContain(id);
    expect((await listForSitemap({ cursor: null })).items.map((item) => item.id)).not.toContain(id);
  });
});
