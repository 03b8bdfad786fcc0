import type { Locale } from "@/lib/platform/locale";
import type { GalleryPage, PublicImageView } from "../schema";
import { authorPath, feedPath, TERMS_PATH } from "./addresses";
import { xmlHead, xmlText } from "./xml";

export interface FeedOrder {
  page: GalleryPage;
  /** The site's own address. */
  base: string;
  title: string;
  description: string;
  /** Of the channel's own words; people's prompts stay as they were written. */
  language: Locale;
}

/** The newest public images as RSS 2.0 with an enclosure each; see https://www.rssboard.org/rss-specification. */
export function feedOf({ page, base, title, description, language }: FeedOrder): string {
  const absolute = (path: string) => new URL(path, base).href;
  const newest = page.items[0]?.publishedAt;
  return [
    xmlHead,
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    `<channel>`,
    `<title>${xmlText(title)}</title>`,
    `<link>${xmlText(absolute("/explore"))}</link>`,
    `<description>${xmlText(description)}</description>`,
    `<language>${xmlText(language)}</language>`,
    `<copyright>${xmlText(absolute(TERMS_PATH))}</copyright>`,
    `<atom:link href="${xmlText(absolute(feedPath(language)))}" rel="self" type="application/rss+xml"/>`,
    ...(newest ? [`<lastBuildDate>${rfc822(newest)}</lastBuildDate>`] : []),
    ...page.items.map((image) => itemOf(image, absolute)),
    `</channel>`,
    `</rss>`,
    "",
  ].join("\n");
}

const MAX_TITLE_SIGNS = 100;

function itemOf(image: PublicImageView, absolute: (path: string) => string): string {
  const { author, urls } = image;
  const link = absolute(urls.page);
  const picture = absolute(urls.display);
  // Readers show the description as HTML, so what stands in it is escaped once for that and once more for XML.
  const html = [
    `<p><a href="${xmlText(link)}"><img src="${xmlText(picture)}" alt="${xmlText(image.prompt)}"/></a></p>`,
    `<p>${xmlText(image.prompt)}</p>`,
    `<p><a href="${xmlText(absolute(authorPath(author.username)))}">${xmlText(author.displayName)}</a></p>`,
  ].join("");
  return [
    `<item>`,
    `<title>${xmlText(titleOf(image))}</title>`,
    `<link>${xmlText(link)}</link>`,
    `<guid isPermaLink="true">${xmlText(link)}</guid>`,
    `<pubDate>${rfc822(image.publishedAt)}</pubDate>`,
    `<dc:creator>${xmlText(author.displayName)}</dc:creator>`,
    ...image.styleTags.map((tag) => `<category>${xmlText(tag)}</category>`),
    `<description>${xmlText(html)}</description>`,
    // The length is required; 0 is what stands there where it is not known.
    `<enclosure url="${xmlText(picture)}" length="0" type="image/webp"/>`,
    `</item>`,
  ].join("\n");
}

const titleOf = (image: PublicImageView): string =>
  Array.from(image.prompt.replaceAll(/\s+/g, " ")).slice(0, MAX_TITLE_SIGNS).join("") ||
  image.author.displayName;

/** A moment as RFC 822 writes it with a year of four digits: `Sat, 22 Nov 2025 05:00:00 GMT`. */
const rfc822 = (iso: string): string => new Date(iso).toUTCString();
