import { useTranslations } from "next-intl";
import type { ActionField } from "@/components/admin/act/action-input";
import { type AdminStyleTagView, styleTypes } from "@/lib/styles/schema";

/** What is filled in of a new tag, or changed of one that is there. */
export function useStyleFields(tag?: AdminStyleTagView): ActionField[] {
  const t = useTranslations("admin.styles");
  return [
    { name: "name", label: t("name"), kind: "text", required: true, max: 40, value: tag?.name },
    { name: "nameEn", label: t("nameEn"), kind: "text", required: true, max: 60, value: tag?.nameEn },
    {
      ...{ name: "category", label: t("category"), kind: "text", required: true, max: 40 },
      ...{ value: tag?.category, hint: t("categoryHint") },
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
