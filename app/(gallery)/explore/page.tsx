import type { Metadata } from "next";
import { permanentRedirect, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { pageMetadata } from "@/app/(gallery)/metadata";
import { asksFromPhone, filtersOf, first, type Search, toCellPage } from "@/app/(gallery)/search";
import { type ExploreFilters, exploreHref } from "@/components/explore/address";
import { ExplorePage } from "@/components/explore/browse/explore-page";
import { type NamedTag, tagName } from "@/components/explore/browse/tag-row";
import { countVisit, pageContext } from "@/lib/entry/page";
import { listGallery, listGalleryTags } from "@/lib/gallery/read";
import type { GalleryPage } from "@/lib/gallery/schema";
import type { Ctx } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { listStyleTagsOf } from "@/lib/styles/read";

interface ExploreProps {
  searchParams: Promise<Search>;
}

const PAGE_SIZE = 40;

export async function generateMetadata({ searchParams }: ExploreProps): Promise<Metadata> {
  const search = await searchParams;
  const filters = filtersOf(search);
  const [t, locale, chosen] = await Promise.all([
    getTranslations("explore"),
    getLocale(),
    readStyle(filters.tag),
  ]);
  const style = chosen && tagName(chosen, locale);
  const title = filters.q
    ? t("resultsLabel", { q: filters.q })
    : style
      ? t("styleTitle", { style })
      : t(filters.sort === "popular" ? "popularTitle" : "title");
  const description = style ? t("styleDescription", { style }) : t("description");
  // Words that people type and places within a list are no pages of their own; an unknown style is none at all.
  const isOwnPage = !filters.q && !search.cursor && (!filters.tag || style !== null);
  return pageMetadata({ title, description, path: exploreHref(filters), isIndexed: isOwnPage });
}

export default async function Page({ searchParams }: ExploreProps) {
  const search = await searchParams;
  const filters = filtersOf(search);
  await countVisit("publicRead");
  const ctx = await pageContext();
  const [page, tags, style, isPhone] = await Promise.all([
    readPage(ctx, filters, first(search.cursor)),
    listGalleryTags(),
    readStyle(filters.tag),
    asksFromPhone(),
  ]);
  if (!page) redirect(exploreHref(filters));
  // The style was merged into another one since this address was written.
  if (style && style.slug !== filters.tag) permanentRedirect(exploreHref({ ...filters, tag: style.slug }));
  return (
    <ExplorePage
      filters={filters}
      page={toCellPage(page)}
      tags={tags.items}
      style={style}
      isPhone={isPhone}
    />
  );
}

/** A style, with or without public images, also by a name that it had; asked for once per request. */
const readStyle = cache(async (slug: string | undefined): Promise<NamedTag | null> => {
  if (!slug) return null;
  const [style] = await listStyleTagsOf({ ctx: await pageContext(), input: { slugs: [slug] } });
  return style ?? null;
});

/** Null where the address names a place that is in no list. */
async function readPage(
  ctx: Ctx,
  filters: ExploreFilters,
  cursor: string | undefined,
): Promise<GalleryPage | null> {
  return listGallery({ ctx, input: { ...filters, cursor, limit: PAGE_SIZE } }).catch((error: unknown) => {
    if (cursor !== undefined && error instanceof AppError && error.status === 400) return null;
    throw error;
  });
}
