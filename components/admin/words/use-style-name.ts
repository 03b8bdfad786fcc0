import { useLocale } from "next-intl";
import type { StyleTagView } from "@/lib/styles/schema";

/** What a style is called, also by a slug that was merged into it; one that is not known by its slug. */
export function useStyleName(
  tags: readonly (Pick<StyleTagView, "slug" | "name" | "nameEn"> & { aliases: readonly string[] })[],
): (slug: string) => string {
  const isEnglish = useLocale() === "en";
  return (slug) => {
    const tag = tags.find((one) => one.slug === slug || one.aliases.includes(slug));
    if (!tag) return slug;
    return isEnglish ? tag.nameEn : tag.name;
  };
}
