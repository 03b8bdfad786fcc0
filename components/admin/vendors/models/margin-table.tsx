import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Section } from "@/components/admin/kit/section";
import { endedHref } from "@/components/admin/overview/rows";
import { RangeLinks } from "@/components/admin/stats/range-links";
import { ModelText } from "@/components/admin/words/model-text";
import type { ModelNameView } from "@/lib/channels/schema";
import type { MarginsView, StatsRange } from "@/lib/stats/schema";
import { useMarginWords } from "./use-margin-words";

interface MarginTableProps {
  margins: MarginsView;
  /** The catalogue; other models go by their id and have no record. */
  models: readonly ModelNameView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
  rangeHrefOf: (range: StatsRange) => string;
}

/** What each model brought and took in the range, whether or not it is still there, and all of them together. */
export function MarginTable({ margins, models, openId, hrefOf, rangeHrefOf }: MarginTableProps) {
  const t = useTranslations("admin.vendors.models");
  const words = useMarginWords();
  const known = new Set(models.map(({ id }) => id));
  const { total } = margins;
  const rows = margins.models.map(({ model, ...margin }) => ({
    key: model,
    href: known.has(model) ? hrefOf(model) : undefined,
    isOpen: model === openId,
    cells: {
      ...words.cells(margin),
      model: <ModelText id={model} models={models} />,
      delivered:
        margin.delivered === 0 ? (
          words.number(margin.delivered)
        ) : (
          <Link
            href={endedHref(margins, { model, status: "delivered" })}
            className="underline decoration-line underline-offset-4 hover:decoration-current"
          >
            {words.number(margin.delivered)}
          </Link>
        ),
    },
  }));
  const sum = { key: "total", isTotal: true, cells: { ...words.cells(total), model: t("total") } };
  return (
    <Section
      title={t("margins")}
      description={t("marginsDetail")}
      actions={<RangeLinks range={margins.range} hrefOf={rangeHrefOf} />}
    >
      <DataTable
        label={t("margins")}
        columns={[
          { key: "model", title: t("model") },
          { key: "delivered", title: t("delivered"), align: "end" },
          { key: "credits", title: t("charged"), align: "end" },
          { key: "revenue", title: t("revenue"), align: "end" },
          { key: "spent", title: t("spent"), align: "end" },
          { key: "margin", title: t("margin"), align: "end" },
        ]}
        rows={rows.length === 0 && !total.revenueFen ? [] : [...rows, sum]}
        empty={{ title: t("noMargins"), detail: t("noMarginsDetail") }}
      />
    </Section>
  );
}
