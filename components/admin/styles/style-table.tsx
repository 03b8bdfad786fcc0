import { useFormatter, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Status } from "@/components/admin/kit/status";
import { useCategoryName } from "@/components/admin/words/use-category-name";
import { PlainImage } from "@/components/ui/media/plain-image";
import type { AdminStyleTagView } from "@/lib/styles/schema";

interface StyleTableProps {
  items: readonly AdminStyleTagView[];
  openSlug: string | undefined;
  hrefOf: (slug: string) => string;
}

/** Style tags in the order of the composer. */
export function StyleTable({ items, openSlug, hrefOf }: StyleTableProps) {
  const t = useTranslations("admin.styles");
  const format = useFormatter();
  const categoryName = useCategoryName();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "name", title: t("name") },
        { key: "nameEn", title: t("nameEn") },
        { key: "preview", title: t("preview") },
        { key: "slug", title: t("slug") },
        { key: "category", title: t("category") },
        { key: "type", title: t("type") },
        { key: "state", title: t("state") },
        { key: "popularity", title: t("popularity"), align: "end" },
        { key: "sortOrder", title: t("sortOrder"), align: "end" },
      ]}
      rows={items.map((tag) => ({
        key: tag.slug,
        href: hrefOf(tag.slug),
        isOpen: tag.slug === openSlug,
        cells: {
          name: tag.name,
          nameEn: tag.nameEn,
          preview: tag.previewUrl ? (
            <PlainImage
              src={tag.previewUrl}
              alt=""
              className="size-8 rounded-sm object-cover"
              loading="lazy"
            />
          ) : (
            "–"
          ),
          slug: <span className="font-mono text-xs">{tag.slug}</span>,
          category: <span title={tag.category}>{categoryName(tag.category)}</span>,
          type: t(`types.${tag.type}`),
          state: (
            <Status
              tone={tag.isOffered ? "success" : "muted"}
              label={tag.isOffered ? t("offered") : t("notOffered")}
            />
          ),
          popularity: format.number(tag.popularity),
          sortOrder: tag.sortOrder,
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
