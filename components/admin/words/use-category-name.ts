import { useTranslations } from "next-intl";

/** What a category of styles is called in the composer; one that has no name there by its slug. */
export function useCategoryName(): (category: string) => string {
  const t = useTranslations("create.categories");
  return (category) => {
    const key = category as "art";
    return t.has(key) ? t(key) : category;
  };
}
