import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { type ExploreFilters, exploreHref } from "@/components/explore/address";
import { tagName } from "@/components/explore/browse/tag-row";
import { type Cell, toCell } from "@/components/explore/cell";
import type { Names } from "@/components/explore/image/image-facts";
import { findUserContext, pageContext } from "@/lib/entry/page";
import { getPublicImage, listGallery, listLiked } from "@/lib/gallery/read";
import type { PublicImageView } from "@/lib/gallery/schema";
import { listOfferedModels } from "@/lib/generations/read";
import { imageId } from "@/lib/images/schema";
import { AppError } from "@/lib/platform/errors";
import { listStyleTagsOf } from "@/lib/styles/read";

/** The image of this request, asked for once however many parts of the page want it; not public is not found. */
export const readImage = cache(async (id: string): Promise<PublicImageView> => {
  const parsed = imageId.safeParse(id);
  if (!parsed.success) notFound();
  const ctx = await pageContext();
  return getPublicImage({ ctx, input: { id: parsed.data } }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) notFound();
    throw error;
  });
});

/** Whether the asker likes an image; null for a visitor. */
export async function readLiked(id: string): Promise<boolean | null> {
  const ctx = await findUserContext();
  return ctx && (await listLiked({ ctx, input: { ids: [id] } })).ids.includes(id);
}

/** What an image's model and styles are called here. */
export async function readNames(image: PublicImageView): Promise<Names> {
  const ctx = await pageContext();
  const [locale, models, tags] = await Promise.all([
    getLocale(),
    listOfferedModels({ ctx }),
    listStyleTagsOf({ ctx, input: { slugs: image.styleTags } }),
  ]);
  const model = models.items.find(({ id }) => id === image.model);
  const styles = tags.map((tag) => ({ slug: tag.slug, name: tagName(tag, locale) }));
  return {
    model: model?.name[locale === "en" ? "en" : "zh"] ?? image.model,
    styles,
    isBuiltIn: model?.builtIn ?? false,
  };
}

const MORE = 12;

/** Others of the first style that the image has, or the newest ones where there are none. */
export async function readMore(image: PublicImageView, { styles }: Names) {
  const [style] = styles;
  const alike = style ? await readOthers(image, { sort: "popular", tag: style.slug }) : [];
  if (style && alike.length > 0)
    return { cells: alike, href: exploreHref({ sort: "popular", tag: style.slug }), style: style.name };
  return { cells: await readOthers(image, { sort: "new" }), href: exploreHref({ sort: "new" }), style: null };
}

async function readOthers(image: PublicImageView, filters: ExploreFilters): Promise<Cell[]> {
  const { items } = await listGallery({ ctx: await pageContext(), input: { ...filters, limit: MORE + 1 } });
  return items
    .filter(({ id }) => id !== image.id)
    .slice(0, MORE)
    .map(toCell);
}
