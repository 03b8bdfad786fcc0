"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { Select, type SelectOption } from "@/components/ui/form/select";
import { PopoverClose } from "@/components/ui/overlay/popover";
import { modelsQuery } from "@/lib/generations/client";
import { aspectRatios } from "@/lib/generations/schema";
import { type ImageFilters, imageTagsQuery } from "@/lib/images/client";
import { clearedPanel, countPanelFilters } from "./filters";

interface FilterPanelProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
}

/** Days, origin, model and the like; every choice takes effect at once. */
export function FilterPanel({ filters, onChange }: FilterPanelProps) {
  const t = useTranslations("library");
  return (
    <div className="flex flex-col gap-4">
      <Days filters={filters} onChange={onChange} />
      <Choices filters={filters} onChange={onChange} />
      <p className="text-muted text-xs">{t("dayNote")}</p>
      <div className="flex justify-between gap-2">
        <Button
          variant="ghost"
          disabled={countPanelFilters(filters) === 0}
          onClick={() => onChange(clearedPanel)}
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

function Days({ filters, onChange }: FilterPanelProps) {
  const t = useTranslations("library");
  return (
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
  );
}

const origins = ["generated", "edited", "uploaded"] as const;
const publications = ["public", "pending", "rejected", "taken_down"] as const;

function Choices({ filters, onChange }: FilterPanelProps) {
  const t = useTranslations("library");
  const publishing = useTranslations("publishing");
  const models = useModelOptions(filters.model);
  const tags = useTagOptions(filters.tag);
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4">
      <Choice
        label={t("origin")}
        all={t("anyOrigin")}
        options={origins.map((value) => ({ value, label: t(`origins.${value}`) }))}
        value={filters.origin}
        onChange={(origin) => onChange({ origin })}
      />
      {filters.trash ? null : (
        <Choice
          label={t("publication")}
          all={t("anyPublication")}
          options={publications.map((value) => ({ value, label: publishing(`states.${value}`) }))}
          value={filters.publication}
          onChange={(publication) => onChange({ publication })}
        />
      )}
      <Choice
        label={t("model")}
        all={t("anyModel")}
        options={models}
        value={filters.model}
        onChange={(model) => onChange({ model })}
      />
      <Choice
        label={t("ratio")}
        all={t("anyRatio")}
        options={aspectRatios.map((value) => ({ value, label: value }))}
        value={filters.ratio}
        onChange={(ratio) => onChange({ ratio })}
      />
      {tags.length > 0 ? (
        <Choice
          label={t("tag")}
          all={t("anyTag")}
          options={tags}
          value={filters.tag}
          onChange={(tag) => onChange({ tag })}
        />
      ) : null}
    </div>
  );
}

interface ChoiceProps<V extends string> {
  label: string;
  /** What stands for "does not matter". */
  all: string;
  options: readonly SelectOption<V>[];
  value: V | undefined;
  onChange: (value: V | undefined) => void;
}

function Choice<V extends string>({ label, all, options, value, onChange }: ChoiceProps<V>) {
  return (
    <Field label={label}>
      <Select<V | "">
        options={[{ value: "", label: all }, ...options]}
        value={value ?? ""}
        onValueChange={(chosen) => onChange(chosen === "" ? undefined : chosen)}
      />
    </Field>
  );
}

/** The models on offer, and the chosen one even when it is no longer. */
function useModelOptions(chosen: string | undefined): SelectOption[] {
  const { data } = useQuery(modelsQuery());
  const language = useLocale() === "en" ? "en" : "zh";
  const options = (data?.items ?? []).map((model) => ({ value: model.id, label: model.name[language] }));
  if (!chosen || options.some((option) => option.value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}

/** The person's own tags with how many images bear each, and the chosen one in any case. */
function useTagOptions(chosen: string | undefined): SelectOption[] {
  const { data } = useQuery(imageTagsQuery);
  const options = (data?.items ?? []).map(({ tag, images }) => ({ value: tag, label: `${tag} (${images})` }));
  if (!chosen || options.some((option) => option.value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
