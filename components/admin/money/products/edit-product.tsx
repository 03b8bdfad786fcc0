import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { AdminProductView } from "@/lib/orders/schema";
import type { PanelAction } from "../panel-action";

/** Changes price, content, place and whether a product is on sale. */
export function EditProduct({ product, save }: { product: AdminProductView; save: PanelAction }) {
  const t = useTranslations("admin.money.products");
  const isPack = product.kind === "credits";
  return (
    <ActionDialog
      label={t("edit")}
      title={t("editTitle", { sku: product.sku })}
      says={t("editSays")}
      confirmLabel={t("save")}
      variant="ghost"
      action={save}
      input={{ sku: product.sku }}
      fields={[
        {
          ...{ name: "priceFen", label: t("priceFen"), kind: "yuan", required: true, min: 1 },
          ...{ max: 100_000_000, value: String(product.priceFen), hint: t("priceFenHint") },
        },
        {
          ...{ name: isPack ? "credits" : "months", label: isPack ? t("credits") : t("months") },
          ...{ kind: "number", required: true, min: 1, max: isPack ? 10_000_000 : 36 },
          ...{ value: String((isPack ? product.credits : product.months) ?? 1), hint: t("contentHint") },
        },
        {
          ...{ name: "position", label: t("position"), kind: "number", required: true, min: 1, max: 1_000 },
          ...{ value: String(product.position), hint: t("positionHint") },
        },
        { name: "active", label: t("onSale"), kind: "switch", value: String(product.active) },
      ]}
      reason
      password
      doneText={t("saved")}
    />
  );
}
