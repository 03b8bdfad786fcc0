"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select } from "@/components/ui/form/select";
import { PopoverClose } from "@/components/ui/overlay/popover";
import { modelsQuery } from "@/lib/generations/client";
import { aspectRatios } from "@/lib/generations/schema";
import type { ImageFilters } from "@/lib/images/client";
import { countPanelFilters } from "./filters";

interface FilterPanelProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
}

/** Days, model and ratio; every choice takes effect at once. */
export function FilterPanel({ filters, onChange }: FilterPanelProps) {
  const t = useTranslations("library");
  const models = useModelOptions(filters.model);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("from")}>
          <Input
            type="date"
            value={filters.from ?? ""}
            max={filters.to}
            onChange={(event) => onChange({ from: event.target.value || undefined })}
          />
        </Field>
        <Field label={t("to")}>
          <Input
            type="date"
            value={filters.to ?? ""}
            min={filters.from}
            onChange={(event) => onChange({ to: event.target.value || undefined })}
          />
        </Field>
      </div>
      <Field label={t("model")}>
        <Select
          options={[{ value: "", label: t("anyModel") }, ...models]}
          value={filters.model ?? ""}
          onValueChange={(model) => onChange({ model: model || undefined })}
        />
      </Field>
      <Field label={t("ratio")}>
        <Select
          options={[
            { value: "", label: t("anyRatio") },
            ...aspectRatios.map((ratio) => ({ value: ratio, label: ratio })),
          ]}
          value={filters.ratio ?? ""}
          onValueChange={(ratio) => onChange({ ratio: ratio || undefined })}
        />
      </Field>
      <p className="text-muted text-xs">{t("dayNote")}</p>
      <div className="flex justify-between gap-2">
        <Button
          variant="ghost"
          disabled={countPanelFilters(filters) === 0}
          onClick={() => onChange({ from: undefined, to: undefined, model: undefined, ratio: undefined })}
        >
          {t("clearFilters")}
        </Button>
        <PopoverClose>
          <Button>{t("done")}</Button>
        </PopoverClose>
      </div>
    </div>
  );
}

/** The models on offer, and the chosen one even when it is no longer. */
function useModelOptions(chosen: string | undefined): { value: string; label: string }[] {
  const { data } = useQuery(modelsQuery());
  const language = useLocale() === "en" ? "en" : "zh";
  const options = (data?.items ?? []).map((model) => ({ value: model.id, label: model.name[language] }));
  if (!chosen || options.some((option) => option.value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
