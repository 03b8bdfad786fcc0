import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { useCategoryName } from "@/components/admin/words/use-category-name";

interface StyleFiltersProps {
  /** The page's own path. */
  path: string;
  /** The one that is chosen now. */
  category: string | undefined;
  categories: readonly string[];
}

/** The filter of the list of styles. */
export function StyleFilters({ path, category, categories }: StyleFiltersProps) {
  const t = useTranslations("admin.styles");
  const categoryName = useCategoryName();
  return (
    <FilterBar
      action={path}
      resetHref={path}
      fields={[
        {
          ...{ name: "category", label: t("category"), kind: "select", value: category },
          options: categories.map((value) => ({ value, label: categoryName(value) })),
        },
      ]}
    />
  );
}
