import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import { DataTable } from "@/components/admin/kit/data-table";
import { Id } from "@/components/admin/kit/id";
import { Moment } from "@/components/admin/kit/moment";
import type { PaymentDifferenceView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";
import { useSourceText } from "../use-source-text";
import { FactsText } from "./facts-text";
import { useKindText } from "./use-kind-text";

interface DifferenceTableProps {
  items: readonly PaymentDifferenceView[];
  /** Null for who may only look. */
  resolve: PanelAction | null;
}

/** Where WeChat Pay and we do not agree. */
export function DifferenceTable({ items, resolve }: DifferenceTableProps) {
  const t = useTranslations("admin.money.differences");
  const kindText = useKindText();
  const sourceText = useSourceText();
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "kind", title: t("kind") },
        { key: "order", title: t("order") },
        { key: "expected", title: t("expected"), isWide: true },
        { key: "found", title: t("found"), isWide: true },
        // What is to be done stands before where and when it was found, in sight also where the table is cut.
        { key: "resolution", title: t("resolution"), isWide: true },
        { key: "source", title: t("source") },
        { key: "createdAt", title: t("createdAt") },
      ]}
      rows={items.map((item) => ({
        key: item.id,
        cells: {
          kind: kindText(item.kind),
          order: (
            <Id
              value={item.outTradeNo}
              href={
                item.outTradeNo.startsWith("ord_") ? `/admin/money/orders?open=${item.outTradeNo}` : undefined
              }
            />
          ),
          expected: <FactsText facts={item.expected} />,
          found: <FactsText facts={item.found} />,
          source: sourceText(item.source),
          createdAt: <Moment at={item.createdAt} />,
          resolution:
            item.resolution ??
            (resolve ? (
              <ActionDialog
                label={t("resolve")}
                title={t("resolve")}
                says={t("resolveSays")}
                confirmLabel={t("resolve")}
                action={resolve}
                input={{ id: item.id }}
                reason
                doneText={t("resolved")}
              />
            ) : (
              "–"
            )),
        },
      }))}
      empty={{ title: t("emptyTitle"), detail: t("emptyDetail") }}
    />
  );
}
