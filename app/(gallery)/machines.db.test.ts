import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { GET as feed } from "@/app/(gallery)/explore/feed.xml/route";
import { GET as robots } from "@/app/robots.txt/route";
import { POST, GET as sitemap } from "@/app/sitemap.xml/route";
import { db } from "@/db/client";
import { generatedImages, publications } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { insertPublication } from "@/lib/gallery/gallery.fixture";
import { forget } from "@/lib/platform/process/singleton";

const ask = async (handler: typeof sitemap, path: string, headers: Record<string, string> = {}) => {
  const answer = await handler(new Request(`http://localhost:3000${path}`, { headers }));
  return { answer, type: answer.headers.get("content-type"), text: await answer.text() };
};

/** The gallery's own memory of first pages, which lasts for a moment. */
const PAGES = "gallery.first-pages";
const hidden = ["private", "pending", "rejected", "taken_down"] as const;
let shown: string[] = [];
let notShown: string[] = [];

beforeAll(async () => {
  const { id: userId } = await insertUser();
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  shown = [
    await insertPublication({ userId, prompt: "older & <b>", publishedAt: day(1) }),
    await insertPublication({ userId, prompt: "newer", publishedAt: day(2) }),
  ];
  notShown = await Promise.all(
    hidden.map((state) => insertPublication({ userId, state, publishedAt: day(3) })),
  );
});

test("feed, sitemap and robots.txt are answered by their types, and set no cookie", async () => {
  const answers = [
    await ask(feed, "/explore/feed.xml"),
    await ask(sitemap, "/sitemap.xml"),
    await ask(robots, "/robots.txt"),
  ];
  expect(answers.map(({ type }) => type)).toEqual([
    "application/rss+xml; charset=utf-8",
    "application/xml; charset=utf-8",
    "text/plain; charset=utf-8",
  ]);
  for (const { answer } of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toBeNull();
  }
  const kept = answers.map(({ answer }) => answer.headers.get("cache-control"));
  expect(kept).toEqual(["public, no-cache", "public, max-age=300", "public, max-age=300"]);
});

test("a cache that has the feed is told so until it changes, and after a takedown never serves the old one", async () => {
  const { answer, text } = await ask(feed, "/explore/feed.xml");
  const etag = answer.headers.get("etag") ?? "";
  const known = { "if-none-match": `"other", W/${etag}` };
  const same = await ask(feed, "/explore/feed.xml", known);
  expect([same.answer.status, same.text, same.answer.headers.get("etag")]).toEqual([304, "", etag]);
  expect(same.answer.headers.get("cache-control")).toBe("public, no-cache");
  const { id: userId } = await insertUser();
  const more = await insertPublication({ userId, prompt: "soon gone", publishedAt: new Date("2026-01-05") });
  forget(PAGES);
  expect((await ask(feed, "/explore/feed.xml", known)).text).toContain("soon gone");
  await db().update(publications).set({ state: "taken_down" }).where(eq(publications.imageId, more));
  await db().update(generatedImages).set({ isPublic: false }).where(eq(generatedImages.id, more));
  forget(PAGES);
  expect((await ask(feed, "/explore/feed.xml")).text).toBe(text);
});

test.each([
  ["", {}, "zh-CN", "芯图 · 发现"],
  ["", { "accept-language": "en-GB,en;q=0.9,zh;q=0.5" }, "en", "Xintu · Explore"],
  ["?lang=en", {}, "en", "Xintu · Explore"],
  ["?lang=zh-CN", { "accept-language": "en" }, "zh-CN", "芯图 · 发现"],
])("the feed%s asked with %j speaks %s", async (query, headers, language, title) => {
  const { answer, text } = await ask(feed, `/explore/feed.xml${query}`, headers);
  expect(text).toContain(`<title>${title}</title>`);
  expect(text).toContain(`<language>${language}</language>`);
  expect(text).toContain(`/explore/feed.xml?lang=${language}" rel="self"`);
  // A cache may give one answer to everybody only where the address alone has decided.
  expect(answer.headers.get("vary")).toBe(query ? null : "accept-language");
});

test("the feed is the same in each language but for its own words, and no cache takes one for the other", async () => {
  const [zh, en] = [
    await ask(feed, "/explore/feed.xml", { "accept-language": "zh" }),
    await ask(feed, "/explore/feed.xml", { "accept-language": "en" }),
  ];
  const items = (text: string) => text.slice(text.indexOf("<item>"));
  expect(items(en.text)).toBe(items(zh.text));
  const known = { "accept-language": "en", "if-none-match": zh.answer.headers.get("etag") ?? "" };
  const other = await ask(feed, "/explore/feed.xml", known);
  expect([other.answer.status, other.text]).toEqual([200, en.text]);
});

test("a language that the feed does not have is a bad request", async () => {
  expect((await ask(feed, "/explore/feed.xml?lang=fr")).answer.status).toBe(400);
});

test("the feed has the public images, newest first, and no other", async () => {
  const { text } = await ask(feed, "/explore/feed.xml");
  const ids = [...text.matchAll(/<guid[^>]*>[^<]*\/(img_\w+)<\/guid>/g)].map(([, id]) => id);
  expect(ids).toEqual([...shown].reverse());
  expect(text).toContain("<title>older &amp; &lt;b&gt;</title>");
});

test("the sitemap's index leads to every public image and to no other", async () => {
  const index = await ask(sitemap, "/sitemap.xml");
  const files = [...index.text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url = ""]) => new URL(url));
  expect(files.map(({ search }) => search)).toEqual(["?from=pages", "?from=first"]);
  const all = await Promise.all(
    files.map(async (url) => (await ask(sitemap, url.pathname + url.search)).text),
  );
  for (const id of shown) expect(all.join()).toContain(`/explore/${id}</loc>`);
  for (const id of notShown) expect(all.join()).not.toContain(id);
});

test.each(["nonsense", "%00", "x".repeat(400)])(
  "a place %s that no file begins at is a bad request",
  async (from) => {
    const { answer, type } = await ask(sitemap, `/sitemap.xml?from=${from}`);
    expect(answer.status).toBe(400);
    expect(type).toContain("application/problem+json");
  },
);

test("what is only read cannot be written to", async () => {
  expect((await POST(new Request("http://localhost:3000/sitemap.xml", { method: "POST" }))).status).toBe(405);
});
