import type { SitemapRow } from "../reads/sitemap";
import { xmlHead, xmlText } from "./xml";

const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGE_NAMESPACE = "http://www.google.com/schemas/sitemap-image/1.1";

/** Pages that are always there and that anybody may read. */
const standingPages = [
  "/",
  "/explore",
  "/explore?sort=popular",
  "/pricing",
  "/downloads",
  "/legal/terms",
  "/legal/privacy",
  "/legal/refunds",
] as const;

/** More files than the protocol lets one index name would make it unreadable: https://www.sitemaps.org/protocol.html. */
const MAX_FILES = 50_000;

/** The index: one file of standing pages, then one for each place where images begin. */
export function sitemapIndex(starts: readonly (string | null)[], base: string): string {
  const names = ["pages", ...starts.map((start) => start ?? "first")].slice(0, MAX_FILES);
  const files = names.map((name) => {
    const url = new URL("/sitemap.xml", base);
    url.searchParams.set("from", name);
    return `<sitemap><loc>${xmlText(url.href)}</loc></sitemap>`;
  });
  return document(`<sitemapindex xmlns="${NAMESPACE}">`, files, "</sitemapindex>");
}

/** The pages that are no image's: `tags` are the slugs of the styles that public images have. */
export function sitemapOfPages(tags: readonly string[], base: string): string {
  const paths = [...standingPages, ...tags.map((tag) => `/explore?tag=${encodeURIComponent(tag)}`)];
  const urls = paths.map((path) => `<url><loc>${xmlText(new URL(path, base).href)}</loc></url>`);
  return document(`<urlset xmlns="${NAMESPACE}">`, urls, "</urlset>");
}

/** Some public images, each with its picture. */
export function sitemapOfImages(rows: readonly SitemapRow[], base: string): string {
  const urls = rows.map(({ id, publishedAt }) =>
    [
      `<url><loc>${xmlText(new URL(`/explore/${id}`, base).href)}</loc>`,
      `<lastmod>${publishedAt.toISOString()}</lastmod>`,
      `<image:image><image:loc>${xmlText(new URL(`/media/${id}/display`, base).href)}</image:loc></image:image></url>`,
    ].join(""),
  );
  return document(`<urlset xmlns="${NAMESPACE}" xmlns:image="${IMAGE_NAMESPACE}">`, urls, "</urlset>");
}

const document = (open: string, lines: readonly string[], close: string): string =>
  [xmlHead, open, ...lines, close, ""].join("\n");
