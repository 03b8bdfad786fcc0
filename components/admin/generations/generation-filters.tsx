import { useTranslations } from "next-intl";
import { FilterBar } from "@/components/admin/kit/filter-bar";
import { useFailureText } from "@/components/admin/words/use-failure-text";
import { useModelName } from "@/components/admin/words/use-model-name";
import { useVendorName } from "@/components/admin/words/use-vendor-name";
import type { ModelNameView } from "@/lib/channels/schema";
import { failureCodes, generationStates } from "@/lib/generations/schema";

type Filter =
  | ("id" | "status" | "model" | "provider" | "errorCode" | "userId")
  | ("tier" | "from" | "to" | "by");

interface GenerationFiltersProps {
  /** The page's own path. */
  path: string;
  /** What is set now. */
  set: Partial<Record<Filter, string>>;
  models: readonly ModelNameView[];
}

/** The filters of the list of generations. A model or vendor that is gone, or somebody's own key, stays choosable by its address. */
export function GenerationFilters({ path, set, models }: GenerationFiltersProps) {
  const t = useTranslations("admin.generations");
  const vendorName = useVendorName();
  const modelName = useModelName(models);
  const failureText = useFailureText();
  const optionsOf = (known: readonly string[], now: string | undefined, nameOf: (value: string) => string) =>
    [...new Set(now === undefined ? known : [...known, now])].map((value) => ({
      value,
      label: nameOf(value),
    }));
  const vendors = models.map(({ provider }) => provider);
  const ids = models.map(({ id }) => id);
  return (
    <FilterBar
      action={path}
      resetHref={path}
      fields={[
        { name: "id", label: t("find"), kind: "text", value: set.id, placeholder: t("findHint") },
        {
          ...{ name: "status", label: t("status"), kind: "select", value: set.status },
          options: generationStates.map((value) => ({ value, label: t(`statuses.${value}`) })),
        },
        {
          ...{ name: "model", label: t("model"), kind: "select", value: set.model },
          options: optionsOf([...ids, "own"], set.model, modelName),
        },
        {
          ...{ name: "provider", label: t("provider"), kind: "select", value: set.provider },
          options: optionsOf(vendors, set.provider, vendorName),
        },
        {
          ...{ name: "errorCode", label: t("finalError"), kind: "select", value: set.errorCode },
          options: optionsOf(failureCodes, set.errorCode, failureText),
        },
        {
          ...{ name: "tier", label: t("tier"), kind: "select", value: set.tier },
          options: ["1K", "2K", "4K"].map((value) => ({ value, label: value })),
        },
        { name: "from", label: t("from"), kind: "date", value: set.from },
        { name: "to", label: t("to"), kind: "date", value: set.to },
        {
          ...{ name: "by", label: t("by"), kind: "select", value: set.by },
          options: [
            { value: "created", label: t("byCreated") },
            { value: "finished", label: t("byFinished") },
          ],
        },
        { name: "userId", label: t("user"), kind: "text", value: set.userId, placeholder: "usr_…" },
      ]}
    />
  );
}
