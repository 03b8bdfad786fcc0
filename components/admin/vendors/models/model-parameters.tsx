import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/kit/facts";
import { useOperationText } from "@/components/admin/words/use-operation-text";
import type { ModelTermsView } from "@/lib/channels/schema";

/** What the composer may ask of a model, as its adapter says. */
export function ModelParameters({ parameters }: Pick<ModelTermsView, "parameters">) {
  const t = useTranslations("admin.vendors.models");
  const qualityNames = useTranslations("create.qualities");
  const qualityName = (name: string) => {
    const key = name as "standard";
    return qualityNames.has(key) ? qualityNames(key) : name;
  };
  const operationText = useOperationText();
  const yes = (can: boolean) => (can ? t("yes") : t("no"));
  const { minCount, maxCount, maxPerCall, qualities, edits } = parameters;
  return (
    <Facts
      items={[
        { label: t("ratios"), value: parameters.ratios.join("  ") },
        { label: t("tiers"), value: parameters.tiers.join("  ") },
        {
          label: t("qualities"),
          value: qualities.map(({ name, percent }) => `${qualityName(name)} ${percent}%`).join(" · "),
        },
        { label: t("count"), value: t("countValue", { minCount, maxCount, maxPerCall }) },
        { label: t("promptChars"), value: parameters.maxPromptChars },
        {
          label: t("promptLanguage"),
          value: parameters.promptLanguage === "en" ? t("english") : t("anyLanguage"),
        },
        { label: t("negativePrompt"), value: yes(parameters.negativePrompt) },
        { label: t("seed"), value: yes(parameters.seed) },
        { label: t("references"), value: parameters.maxReferences },
        {
          label: t("edits"),
          value: edits.length === 0 ? t("no") : edits.map(({ name }) => operationText(name)).join(" · "),
        },
        { label: t("chargesOnRefusal"), value: t(`charges.${parameters.chargesOnRefusal}`) },
      ]}
    />
  );
}
