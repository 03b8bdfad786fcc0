import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PublicImageView } from "../schema";
import { feedOf } from "./feed";
import { robotsText } from "./robots";
import { sitemapIndex, sitemapOfImages, sitemapOfPages } from "./sitemap";
import { describeImage } from "./structured-data";
import { xmlText } from "./xml";

const base = "https://xintu.example";
const id = "img_01m7zyxn3ypdfxjdzhn66mf2nh";
const image: PublicImageView = {
  ...{ id, prompt: "雪山与湖", negativePrompt: "", styleTags: ["ink-wash"], ratio: "16:9", tier: "1K" },
  ...{ quality: "standard", model: "sketch-1", seed: 7, operation: "generate", aiClass: "made" },
  ...{ widthPx: 1280, heightPx: 720, thumbHash: "", likes: 3, downloads: 2 },
  author: { username: "小芯", displayName: "小芯 & <Co>" },
  publishedAt: "2025-11-22T05:00:00.000Z",
  urls: {
    thumbnail: `/media/${id}/thumbnail`,
    display: `/media/${id}/display`,
    download: `/media/${id}/download`,
    page: `/explore/${id}`,
  },
};

/** Reads XML as strictly as these documents need it: one root, tags in pairs, known entities, allowed characters. */
function readXml(text: string): string[] {
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
  expect(text.replaceAll(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
  const open: string[] = [];
  const names: string[] = [];
  const rest = text
    .slice(text.indexOf("\n"))
    .replaceAll(/<(\/?)([\w:]+)((?:\s[\w:]+="[^"<]*")*)(\/?)>/g, (_, close, name, __, empty) => {
      if (close) expect(open.pop()).toBe(name);
      else {
        names.push(name);
        if (!empty) open.push(name);
      }
      return "";
    });
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  return names;
}

const hostile = fc.string({ unit: "binary", maxLength: 60 });

test("any text at all can stand in XML", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      readXml(`<?xml version="1.0" encoding="UTF-8"?>\n<a b="${xmlText(text)}">${xmlText(text)}</a>`);
    }),
  );
});

describe("the feed", () => {
  const feed = (items: PublicImageView[]) =>
    feedOf({
      page: { items, nextCursor: null },
      base,
      title: "芯图 · 发现",
      description: "x",
      language: "zh-CN",
    });

  test("is well-formed with whatever people write", () => {
    fc.assert(
      fc.property(hostile, hostile, (prompt, displayName) => {
        readXml(feed([{ ...image, prompt, author: { ...image.author, displayName } }]));
      }),
    );
  });

  test("has what RSS 2.0 asks for, with addresses of this site and an enclosure of the labelled picture", () => {
    const text = feed([image]);
    const names = readXml(text);
    expect(names.slice(0, 5)).toEqual(["rss", "channel", "title", "link", "description"]);
    expect(names.filter((name) => name === "item")).toHaveLength(1);
    expect(text).toContain(`<guid isPermaLink="true">${base}/explore/${id}</guid>`);
    expect(text).toContain(`<pubDate>Sat, 22 Nov 2025 05:00:00 GMT</pubDate>`);
    expect(text).toContain(`<enclosure url="${base}/media/${id}/display" length="0" type="image/webp"/>`);
    expect(text).toContain("<dc:creator>小芯 &amp; &lt;Co&gt;</dc:creator>");
  });

  test("without images is a feed still", () => {
    expect(readXml(feed([]))).not.toContain("item");
  });
});

describe("the sitemap", () => {
  test("names a file of pages and one for each place where images begin", () => {
    const text = sitemapIndex([null, "abc_-"], base);
    readXml(text);
    expect([...text.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => url)).toEqual([
      `${base}/sitemap.xml?from=pages`,
      `${base}/sitemap.xml?from=first`,
      `${base}/sitemap.xml?from=abc_-`,
    ]);
  });

  test("never names more files than an index may", () => {
    const text = sitemapIndex(Array<string>(60_000).fill("c"), base);
    expect(text.match(/<sitemap>/g)).toHaveLength(50_000);
  });

  test("gives each image its page, its moment and its picture", () => {
    const text = sitemapOfImages([{ id, publishedAt: new Date(image.publishedAt) }], base);
    expect(readXml(text)).toEqual(["urlset", "url", "loc", "lastmod", "image:image", "image:loc"]);
    expect(text).toContain(`<loc>${base}/explore/${id}</loc><lastmod>${image.publishedAt}</lastmod>`);
  });

  test("has the standing pages and those of styles", () => {
    const text = sitemapOfPages(["ink-wash"], base);
    readXml(text);
    expect(text).toContain(`<loc>${base}/explore?tag=ink-wash</loc>`);
    expect(text).toContain(`<loc>${base}/legal/terms</loc>`);
  });
});

test("robots are kept from people's rooms, given links and downloads, and led to the sitemap", () => {
  const lines = robotsText(base).split("\n");
  expect(lines[0]).toBe("User-agent: *");
  for (const path of [
    "/api/",
    "/s/",
    "/create",
    "/library",
    "/settings",
    "/admin",
    "/m/",
    "/media/*/download",
  ])
    expect(lines).toContain(`Disallow: ${path}`);
  expect(lines).toContain(`Sitemap: ${base}/sitemap.xml`);
  const closed = lines.flatMap((line) => line.match(/^Disallow: (.*)$/)?.[1] ?? []);
  expect(
    closed.filter((path) => "/explore/feed.xml".startsWith(path) || `/media/${id}/display`.startsWith(path)),
  ).toEqual([]);
});

describe("the structured data", () => {
  const read = (changes: Partial<PublicImageView> = {}) =>
    JSON.parse(describeImage({ ...image, ...changes }, base)) as Record<string, unknown>;

  test("says whose it is, under which terms, where it lies and how it was made", () => {
    expect(read()).toMatchObject({
      "@type": "ImageObject",
      contentUrl: `${base}/media/${id}/display`,
      creator: { name: "小芯 & <Co>", url: `${base}/authors/%E5%B0%8F%E8%8A%AF` },
      creditText: "小芯 & <Co>",
      license: `${base}/legal/terms`,
      acquireLicensePage: `${base}/explore/${id}`,
      digitalSourceType: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
    });
  });

  test.each(["suspected", "none"] as const)("claims no source for the class %s", (aiClass) => {
    expect(read({ aiClass })).not.toHaveProperty("digitalSourceType");
  });

  test("cannot end the element that it stands in, and says what was written", () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.constantFrom("</script><script>x", "<!--", "\u2028", "]]>")),
        (prompt) => {
          const text = describeImage({ ...image, prompt }, base);
          expect(text).not.toMatch(/[<>&\u2028\u2029]/);
          if (prompt !== "" && prompt.isWellFormed())
            expect(JSON.parse(text)).toMatchObject({ description: prompt });
        },
      ),
    );
  });
});
