import { FreshCache } from "@/lib/platform/process/fresh-cache";
import { singleton } from "@/lib/platform/process/singleton";
import { listForSitemap, listSitemapPages } from "../reads/sitemap";
import { serveTags } from "../reads/tags";
import { sitemapIndex, sitemapOfImages, sitemapOfPages } from "./sitemap";

/** Finding where files begin reads every public image once: crawlers share the answer of the last ten minutes. */
const FRESH_MS = 600_000;

const starts = () =>
  singleton(
    "gallery.sitemap",
    () => new FreshCache<Awaited<ReturnType<typeof listSitemapPages>>>({ freshMs: FRESH_MS, max: 1 }),
  );

/**
 * The sitemap's index where `from` is left out, else one of the files that it names: `pages`, `first`, or a cursor; a
 * malformed cursor is a 400 on the field `cursor`. `base` is the site's own address.
 */
export async function serveSitemap(from: string | undefined, base: string): Promise<string> {
  if (from === undefined) return sitemapIndex(await starts().get("all", listSitemapPages), base);
  if (from === "pages") {
    const tags = await serveTags();
    return sitemapOfPages(
      tags.map(({ slug }) => slug),
      base,
    );
  }
  const { items } = await listForSitemap({ cursor: from === "first" ? null : from });
  return sitemapOfImages(items, base);
}
