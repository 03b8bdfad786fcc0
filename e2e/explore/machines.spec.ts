import sharp from "sharp";
import { LOCALES } from "@/lib/platform/locale";
import { publish } from "../fixtures/gallery";
import { server } from "../fixtures/stack/server";
import { expect, test } from "../fixtures/test";
import { ExplorePage } from "../pages/gallery/explore-page";

/** Whether a browser can read a text as XML, by its own parser; the names of its elements. */
const readXml = (text: string): string[] => {
  const document = new DOMParser().parseFromString(text, "application/xml");
  if (document.querySelector("parsererror")) throw new Error(document.documentElement.textContent ?? "");
  return [...document.querySelectorAll("*")].map((element) => element.nodeName);
};

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("the feed and the sitemap are XML that a browser reads, and lead to what is public", async ({
      context,
      page,
      person,
      t,
    }) => {
      const id = await publish(context, { prompt: `订阅 <&> "${person.username}"` });
      await page.goto("/explore");
      const href = await page
        .locator('link[rel="alternate"][type="application/rss+xml"]')
        .getAttribute("href");
      const address = `/explore/feed.xml?lang=${language}`;
      expect(href).toBe(new URL(address, server.url()).href);

      const feed = await page.request.get(address);
      expect(feed.headers()["content-type"]).toContain("application/rss+xml");
      const text = await feed.text();
      const names = await page.evaluate(readXml, text);
      expect(names.slice(0, 2)).toEqual(["rss", "channel"]);
      expect(text).toContain(`<title>${t("common.name")} · ${t("explore.title")}</title>`);
      expect(text).toContain(`<language>${language}</language>`);
      const items = names.filter((name) => name === "item").length;
      expect(names.filter((name) => name === "enclosure").length).toBe(items);
      expect(text).toContain(`/explore/${id}</guid>`);

      const index = await (await page.request.get("/sitemap.xml")).text();
      expect(await page.evaluate(readXml, index)).toContain("sitemapindex");
      const files = [...index.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url = ""]) => new URL(url));
      const texts = await Promise.all(
        files.map(async (url) => (await page.request.get(url.pathname + url.search)).text()),
      );
      for (const text of texts) expect(await page.evaluate(readXml, text)).toContain("urlset");
      expect(texts.join()).toContain(`/explore/${id}</loc>`);
      expect(texts.join()).toContain("/explore</loc>");

      const robots = await (await page.request.get("/robots.txt")).text();
      expect(robots).toContain("Disallow: /s/");
      expect(robots).toContain(`Sitemap: ${new URL("/sitemap.xml", server.url()).href}`);
    });
  });

for (const language of LOCALES)
  test.describe(language, () => {
    test.use({ language });

    test("an image's page tells machines its address, its words, its picture and its author", async ({
      context,
      page,
      person,
      t,
    }) => {
      const prompt = `结构化 </script><b> ${person.username}`;
      const id = await publish(context, { prompt });
      await page.goto(`/explore/${id}?utm_source=x`);
      const address = new URL(`/explore/${id}`, server.url()).href;
      const meta = (name: string) =>
        page.locator(`meta[property="${name}"], meta[name="${name}"]`).first().getAttribute("content");
      expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toBe(address);
      expect(await meta("og:url")).toBe(address);
      expect(await meta("og:title")).toContain("结构化");
      const name = person.username;
      expect(await meta("description")).toBe(t("explore.imageDescription", { name, prompt }));
      expect(await meta("twitter:card")).toBe("summary_large_image");
      const picture = new URL((await meta("og:image")) ?? "");
      const answer = await page.request.get(picture.pathname);
      expect(answer.headers()["cache-control"]).toBe("public, no-cache");
      expect(await sharp(await answer.body()).metadata()).toMatchObject({ width: 1200, height: 630 });

      const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
      expect(data).toMatchObject({
        "@type": "ImageObject",
        url: address,
        description: prompt,
        creator: { url: new URL(`/authors/${person.username}`, server.url()).href },
        digitalSourceType: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
      });
    });
  });

test("searches and places within a list are not for search engines, styles and orders are", async ({
  page,
  t,
}) => {
  const explore = new ExplorePage(page, t);
  const robots = () => page.locator('meta[name="robots"]');
  for (const path of ["/explore", "/explore?sort=popular", "/explore?tag=ink-wash"]) {
    await explore.open(path);
    await expect(page.locator('link[rel="canonical"]'), path).toHaveAttribute(
      "href",
      new URL(path, server.url()).href,
    );
    await expect(robots(), path).toHaveCount(0);
  }
  await explore.open("/explore?q=fox");
  await expect(robots()).toHaveAttribute("content", /noindex/);
});
