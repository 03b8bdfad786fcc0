import { useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Section } from "@/components/admin/kit/section";
import { ModelText } from "@/components/admin/words/model-text";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelTermsView } from "@/lib/channels/schema";
import { ModelState } from "./model-state";
import { yuan } from "./money";

interface ModelTableProps {
  models: readonly ModelTermsView[];
  openId: string | undefined;
  hrefOf: (id: string) => string;
}

/** The catalogue in the order of the composer, with the prices in force. */
export function ModelTable({ models, openId, hrefOf }: ModelTableProps) {
  const t = useTranslations("admin.vendors.models");
  const locale = useLocale();
  const vendorName = useVendorName();
  return (
    <Section title={t("catalogue")} description={t("detail")}>
      <DataTable
        label={t("catalogue")}
        columns={[
          { key: "name", title: t("model") },
          { key: "provider", title: t("provider") },
          { key: "state", title: t("state") },
          { key: "price", title: t("price") },
          { key: "cost", title: t("cost"), align: "end" },
        ]}
        rows={models.map((model) => ({
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
          },
        }))}
        empty={{ title: t("emptyTitle") }}
      />
    </Section>
  );
}
