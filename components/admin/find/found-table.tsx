import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import type { FoundView } from "@/lib/stats/schema";
import { foundHref } from "./found-href";

/** Several records that one text leads to. */
export function FoundTable({ items }: { items: readonly FoundView[] }) {
  const t = useTranslations("admin.find");
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "id", title: t("id") },
        { key: "kind", title: t("kind") },
        { key: "text", title: t("text"), isWide: true },
      ]}
      rows={items.map((item) => ({
        key: `${item.kind} ${item.id}`,
        href: foundHref(item),
        cells: {
          id: <span className="font-mono text-xs">{item.id}</span>,
          kind: t(`kinds.${item.kind}`),
          text: item.text ?? "–",
        },
      }))}
      empty={{ title: t("unknownTitle") }}
    />
  );
}
