import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { Section } from "@/components/admin/kit/section";
import type { MarginsView } from "@/lib/stats/schema";
import { yuan } from "./money";
import { useMarginWords } from "./use-margin-words";

interface ModelMarginProps {
  model: string;
  margins: MarginsView;
}

/** What one model brought and took in the range of the page. */
export function ModelMargin({ model, margins }: ModelMarginProps) {
  const t = useTranslations("admin.vendors.models");
  const ranges = useTranslations("admin.ranges");
  const locale = useLocale();
  const words = useMarginWords();
  const margin = margins.models.find((one) => one.model === model);
  const cells = margin && words.cells(margin);
  return (
    <Section title={t("margins")} description={ranges(margins.range)}>
      <Facts
        items={[
          { label: t("delivered"), value: cells?.delivered },
          { label: t("charged"), value: cells?.credits },
          { label: t("revenue"), value: cells?.revenue },
          { label: t("spent"), value: cells?.spent },
          { label: t("margin"), value: cells?.margin },
          {
            label: t("costPerCredit"),
            value:
              margin?.costMicroYuan && margin.credits > 0
                ? yuan(margin.costMicroYuan / margin.credits, locale)
                : null,
          },
        ]}
      />
    </Section>
  );
}
