import { useTranslations } from "next-intl";
import { ActionDialog } from "@/components/admin/act/action-dialog";
import type { ActionField } from "@/components/admin/act/action-input";
import type { PanelAction } from "../panel-action";

interface NewProductProps {
  kind: "credits" | "membership";
  create: PanelAction;
}

/** Puts a new product at the end of its price list; it is not on sale until it is edited to be. */
export function NewProduct({ kind, create }: NewProductProps) {
  const t = useTranslations("admin.money.products");
  const plans = useTranslations("admin.money.plans");
  const label = kind === "credits" ? t("newPack") : t("newMembership");
  const content: ActionField[] =
    kind === "credits"
      ? [{ name: "credits", label: t("credits"), kind: "number", required: true, min: 1, max: 10_000_000 }]
      : [
          {
            ...{ name: "plan", label: t("plan"), kind: "select", value: "pro" },
            options: [
              { value: "pro", label: plans("pro") },
              { value: "enterprise", label: plans("enterprise") },
            ],
          },
          { name: "months", label: t("months"), kind: "number", required: true, min: 1, max: 36 },
        ];
  return (
    <ActionDialog
      label={label}
      title={label}
      says={t("newSays")}
      confirmLabel={t("create")}
      action={create}
      input={{ kind }}
      fields={[
        { name: "sku", label: t("sku"), kind: "text", required: true, hint: t("skuHint"), max: 40 },
        ...content,
        {
          ...{ name: "priceFen", label: t("priceFen"), kind: "yuan", required: true, min: 1 },
          ...{ max: 100_000_000, hint: t("priceFenHint") },
        },
      ]}
      reason
      password
      doneText={t("created")}
    />
  );
}
