import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { feedPath } from "@/lib/gallery/pages/addresses";

interface PageWords {
  title: string;
  description: string;
  /** Where this page stands for search engines, from the root. */
  path: string;
  type?: "website" | "article" | "profile";
  picture?: { url: string; width: number; height: number; type: string; alt: string };
  /** False for pages that no search should lead to. */
  isIndexed?: boolean;
}

/** What machines are told of a page of the gallery. All of it at once, because Next does not merge its parts. */
export async function pageMetadata(words: PageWords): Promise<Metadata> {
  const { title, description, path, type = "website", picture, isIndexed = true } = words;
  const t = await getTranslations();
  const siteName = t("common.name");
  const images = picture ? { images: [picture] } : {};
  const feed = { url: feedPath(await getLocale()), title: `${siteName} · ${t("explore.title")}` };
  return {
    title,
    description,
    alternates: { canonical: path, types: { "application/rss+xml": [feed] } },
    openGraph: { title, description, url: path, type, siteName, ...images },
    twitter: { card: "summary_large_image", title, description, ...images },
    ...(isIndexed ? {} : { robots: { index: false, follow: true } }),
  };
}
