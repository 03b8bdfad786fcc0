"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useModels } from "@/components/gallery/model-name";
import { Button } from "@/components/ui/form/button";
import type { ImageFilters } from "@/lib/images/client";
import { clearedPanel } from "./filters";

interface FilterChipsProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
}

interface Chip {
  key: string;
  text: string;
  without: ImageFilters;
}

/** What narrows the list besides the search, each to be taken away again; nothing where nothing does. */
export function FilterChips({ filters, onChange }: FilterChipsProps) {
  const t = useTranslations("library");
  const chips = useChips(filters);
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ul aria-label={t("activeFilters")} className="contents">
        {chips.map(({ key, text, without }) => (
          <li key={key} className="min-w-0 max-w-full">
            <button
              type="button"
              aria-label={t("removeFilter", { filter: text })}
              onClick={() => onChange(without)}
              className="inline-flex h-9 max-w-full items-center gap-1.5 rounded-full border border-line bg-surface pr-2.5 pl-3.5 text-sm hover:bg-subtle sm:h-7 sm:pr-2 sm:pl-3"
            >
              <span className="truncate">{text}</span>
              <X strokeWidth={1.5} className="size-3.5 shrink-0 text-muted" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        size="sm"
        className="sm:h-7"
        onClick={() => onChange({ ...clearedPanel, favorite: undefined })}
      >
        {t("clearFilters")}
      </Button>
    </div>
  );
}

function useChips(filters: ImageFilters): Chip[] {
  const t = useTranslations("library");
  const publishing = useTranslations("publishing");
  const days = useDays();
  const { nameOf } = useModels();
  const { from, to, model, ratio, favorite, tag, origin, publication } = filters;
  const chip = (key: string, text: string | undefined, without: ImageFilters): Chip[] =>
    text ? [{ key, text, without }] : [];
  return [
    ...chip("favorite", favorite && t("favorites"), { favorite: undefined }),
    ...chip("tag", tag && t("chip.tag", { tag }), { tag: undefined }),
    ...chip("origin", origin && t(`origins.${origin}`), { origin: undefined }),
    ...chip("publication", publication && publishing(`states.${publication}`), { publication: undefined }),
    ...chip("days", days(from, to), { from: undefined, to: undefined }),
    ...chip("model", model && nameOf(model), { model: undefined }),
    ...chip("ratio", ratio, { ratio: undefined }),
  ];
}

/** A range of days in words; they are days already, so no time zone may move them. */
function useDays() {
  const t = useTranslations("library");
  const format = useFormatter();
  const day = (text: string) => format.dateTime(new Date(`${text}T00:00:00Z`), "day", { timeZone: "UTC" });
  return (from: string | undefined, to: string | undefined): string | undefined => {
    if (from && to) return from === to ? day(from) : t("chip.range", { from: day(from), to: day(to) });
    if (from) return t("chip.from", { day: day(from) });
    return to && t("chip.to", { day: day(to) });
  };
}
