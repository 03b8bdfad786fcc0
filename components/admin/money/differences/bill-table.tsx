import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import type { TradeBillView } from "@/lib/orders/schema";

/** The days whose trade bills were compared. */
export function BillTable({ items }: { items: readonly TradeBillView[] }) {
  const t = useTranslations("admin.money.differences");
  return (
    <DataTable
      label={t("bills")}
      columns={[
        { key: "day", title: t("day") },
        { key: "payments", title: t("payments"), align: "end" },
        { key: "refunds", title: t("refunds"), align: "end" },
        { key: "settled", title: t("settled"), align: "end" },
        { key: "differences", title: t("count"), align: "end" },
        { key: "comparedAt", title: t("comparedAt") },
      ]}
      rows={items.map((bill) => ({
        key: bill.day,
        cells: {
          day: bill.day,
          payments: bill.payments,
          refunds: bill.refunds,
          settled: bill.settled,
          differences: bill.differences,
          comparedAt: <Moment at={bill.comparedAt} />,
        },
      }))}
      empty={{ title: t("noBills"), detail: t("noBillsDetail") }}
    />
  );
}
