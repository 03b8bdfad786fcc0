import { useFormatter, useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { ModelText } from "@/components/admin/words/model-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelTermsView } from "@/lib/channels/schema";
import type { ModelMargin } from "@/lib/stats/schema";
import { ModelState } from "./model-state";
import { yuan } from "./money";

interface ModelTableProps {
  models: readonly ModelTermsView[];
  margins: readonly ModelMargin[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
}

/** The catalogue in the order of the composer: prices in force, and what each model brought and took in 30 days. */
export function ModelTable({ models, margins, openId, hrefOf }: ModelTableProps) {
  const t = useTranslations("admin.vendors.models");
  const format = useFormatter();
  const locale = useLocale();
  const vendorName = useVendorName();
  const marginOf = (id: string) => margins.find(({ model }) => model === id);
  return (
    <DataTable
      label={t("title")}
      columns={[
        { key: "name", title: t("model") },
        { key: "provider", title: t("provider") },
        { key: "state", title: t("state") },
        { key: "price", title: t("price") },
        { key: "cost", title: t("cost"), align: "end" },
        { key: "delivered", title: t("delivered30"), align: "end" },
        { key: "credits", title: t("credits30"), align: "end" },
        { key: "spent", title: t("cost30"), align: "end" },
      ]}
      rows={models.map((model) => {
        const margin = marginOf(model.id);
        return {
          key: model.id,
          href: hrefOf(model.id),
          isOpen: model.id === openId,
          cells: {
            name: <ModelText id={model.id} models={models} />,
            provider: vendorName(model.provider),
            state: <ModelState model={model} />,
            price: Object.entries(model.prices.images)
              .map(([tier, credits]) => `${tier} ${credits}`)
              .join(" · "),
            cost: model.costMicroYuan === null ? "–" : yuan(model.costMicroYuan, locale),
            delivered: format.number(margin?.delivered ?? 0),
            credits: format.number(margin?.credits ?? 0),
            spent:
              model.costMicroYuan === null && !margin?.costMicroYuan
                ? "–"
                : yuan(margin?.costMicroYuan ?? 0, locale),
          },
        };
      })}
      empty={{ title: t("emptyTitle") }}
    />
  );
}
