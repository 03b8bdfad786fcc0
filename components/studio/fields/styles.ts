import type { StyleTagView } from "@/lib/styles/schema";

export const styleCategories = ["art", "digital", "photo", "subject", "light", "framing"] as const;
export type StyleCategory = (typeof styleCategories)[number];

/** Tags whose Chinese or English name (or slug) holds every word of the query, in one category or in all. */
export function searchStyles(
  tags: readonly StyleTagView[],
  query: string,
  category: string | null,
): StyleTagView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return tags.filter((tag) => {
    if (category !== null && tag.category !== category) return false;
    const text = `${tag.name} ${tag.nameEn} ${tag.slug}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The categories that have tags, known ones in their order and others after them. */
export function categoriesOf(tags: readonly StyleTagView[]): string[] {
  const present = new Set(tags.map((tag) => tag.category));
  const known = styleCategories.filter((category) => present.has(category));
  return [...known, ...[...present].filter((category) => !known.some((one) => one === category))];
}

export const styleName = (tag: StyleTagView, locale: string): string =>
  locale === "en" ? tag.nameEn : tag.name;
