import { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import { useCategoryName } from "@/components/admin/words/use-category-name";
import { type AdminStyleTagView, styleCategories, styleTypes } from "@/lib/styles/schema";

/** What is filled in of a new tag, or changed of one that is there. */
export function useStyleFields(tag?: AdminStyleTagView): ActionField[] {
  const t = useTranslations("admin.styles");
  const categoryName = useCategoryName();
  return [
    { name: "name", label: t("name"), kind: "text", required: true, max: 40, value: tag?.name },
    { name: "nameEn", label: t("nameEn"), kind: "text", required: true, max: 60, value: tag?.nameEn },
    {
      ...{ name: "category", label: t("category"), kind: "select", required: true },
      ...categoryChoice(tag?.category, categoryName),
    },
    {
      ...{ name: "type", label: t("type"), kind: "select", value: tag?.type ?? "style" },
      options: styleTypes.map((value) => ({ value, label: t(`types.${value}`) })),
    },
    {
      ...{ name: "promptFragment", label: t("fragment"), kind: "textarea", required: true, max: 500 },
      ...{ value: tag?.promptFragment, hint: t("fragmentHint") },
    },
    {
      ...{ name: "sortOrder", label: t("sortOrder"), kind: "number", required: true, min: 0, max: 100_000 },
      ...{ value: String(tag?.sortOrder ?? 0), hint: t("sortOrderHint") },
    },
    { name: "isOffered", label: t("isOffered"), kind: "switch", value: String(tag?.isOffered ?? true) },
  ];
}

/** One that is no group of the composer any more stands there as it is and has to be chosen anew. */
function categoryChoice(now: string | undefined, nameOf: (category: string) => string) {
  const options = styleCategories.map((value) => ({ value: value as string, label: nameOf(value) }));
  if (now === undefined || options.some(({ value }) => value === now))
    return { value: now ?? "art", options };
  return { value: "", options: [{ value: "", label: now }, ...options] };
}
