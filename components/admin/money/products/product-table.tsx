import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Moment } from "@/components/admin/kit/moment";
import { Status } from "@/components/admin/kit/status";
import { formatFen } from "@/components/shell/money";
import type { AdminProductView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";
import { ProductText } from "../product-text";
import { EditProduct } from "./edit-product";

interface ProductTableProps {
  label: string;
  items: readonly AdminProductView[];
  /** Null for who may only look. */
  save: PanelAction | null;
}

/** The price list of one kind, also what is not on sale. */
export function ProductTable({ label, items, save }: ProductTableProps) {
  const t = useTranslations("admin.money.products");
  return (
    <DataTable
      label={label}
      columns={[
        { key: "position", title: t("position"), align: "end" },
        { key: "product", title: t("product") },
        { key: "price", title: t("price"), align: "end" },
        { key: "state", title: t("state") },
        { key: "sku", title: t("sku") },
        { key: "updatedAt", title: t("updatedAt") },
        ...(save ? [{ key: "edit", title: t("actions") }] : []),
      ]}
      rows={items.map((product) => ({
        key: product.sku,
        cells: {
          position: product.position,
          product: <ProductText product={product} />,
          sku: <span className="font-mono text-xs">{product.sku}</span>,
          price: formatFen(product.priceFen),
          state: (
            <Status
              tone={product.active ? "success" : "muted"}
              label={product.active ? t("onSale") : t("offSale")}
            />
          ),
          updatedAt: <Moment at={product.updatedAt} />,
          edit: save ? <EditProduct product={product} save={save} /> : null,
        },
      }))}
      empty={{ title: t("emptyTitle") }}
    />
  );
}
