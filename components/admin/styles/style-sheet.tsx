import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Moment } from "@/components/admin/kit/moment";
import { RecordSheet } from "@/components/admin/kit/record-sheet";
import { useCategoryName } from "@/components/admin/words/use-category-name";
import { useStyleName } from "@/components/admin/words/use-style-name";
import { PlainImage } from "@/components/ui/media/plain-image";
import type { AdminStyleTagView } from "@/lib/styles/schema";
import { StyleActions, type StyleWrites } from "./style-actions";

interface StyleSheetProps {
  tag: AdminStyleTagView;
  others: readonly AdminStyleTagView[];
  /** Null for who may only look. */
  writes: StyleWrites | null;
  closeHref: string;
}

/** One style tag. */
export function StyleSheet({ tag, others, writes, closeHref }: StyleSheetProps) {
  const t = useTranslations("admin.styles");
  const format = useFormatter();
  const categoryName = useCategoryName();
  const name = useStyleName([tag])(tag.slug);
  const otherName = name === tag.name ? tag.nameEn : tag.name;
  return (
    <RecordSheet title={name} description={otherName} closeHref={closeHref}>
      {writes ? <StyleActions tag={tag} others={others} writes={writes} /> : null}
      {tag.previewUrl ? (
        <PlainImage src={tag.previewUrl} alt={t("previewOf", { name })} className="w-full rounded-md" />
      ) : null}
      <Facts
        items={[
          { label: t("slug"), value: <span className="font-mono text-xs">{tag.slug}</span> },
          { label: t("aliases"), value: tag.aliases.join(", ") },
          { label: t("category"), value: categoryName(tag.category) },
          { label: t("type"), value: t(`types.${tag.type}`) },
          { label: t("fragment"), value: tag.promptFragment },
          { label: t("state"), value: tag.isOffered ? t("offered") : t("notOffered") },
          { label: t("popularity"), value: format.number(tag.popularity) },
          { label: t("sortOrder"), value: tag.sortOrder },
          { label: t("updatedAt"), value: <Moment at={tag.updatedAt} /> },
        ]}
      />
    </RecordSheet>
  );
}
