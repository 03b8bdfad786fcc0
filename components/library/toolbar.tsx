"use client";

import { Heart, ListFilter, Search, SquareCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Badge } from "@/components/ui/feedback/badge";
import { Button } from "@/components/ui/form/button";
import { Input } from "@/components/ui/form/input";
import { Popover } from "@/components/ui/overlay/popover";
import type { ImageFilters } from "@/lib/images/client";
import { cn } from "@/lib/platform/cn";
import { FilterPanel } from "./filters/filter-panel";
import { countPanelFilters } from "./filters/filters";

interface ToolbarProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
  /** Null while there is nothing to select. */
  onSelect: (() => void) | null;
}

/** Search, filters, favourites, and the way into selecting. */
export function Toolbar({ filters, onChange, onSelect }: ToolbarProps) {
  const t = useTranslations("library");
  const count = countPanelFilters(filters);
  const isFavorite = filters.favorite === "true";
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchBox value={filters.q ?? ""} onChange={(q) => onChange({ q })} />
      <Popover
        label={t("filters")}
        align="end"
        className="w-92"
        trigger={
          <Button className="max-sm:px-3">
            <ListFilter strokeWidth={1.5} />
            <span className="max-sm:sr-only">{t("filters")}</span>
            {count > 0 ? <Badge tone="strong">{count}</Badge> : null}
          </Button>
        }
      >
        <FilterPanel filters={filters} onChange={onChange} />
      </Popover>
      <Button
        aria-pressed={isFavorite}
        onClick={() => onChange({ favorite: isFavorite ? undefined : "true" })}
        className={cn("max-sm:px-3", isFavorite && "border-text")}
      >
        <Heart strokeWidth={1.5} className={cn(isFavorite && "fill-accent text-accent")} />
        <span className="max-sm:sr-only">{t("favorites")}</span>
      </Button>
      {onSelect ? (
        <Button onClick={onSelect} className="max-sm:px-3 sm:ml-auto">
          <SquareCheck strokeWidth={1.5} className="sm:hidden" />
          <span className="max-sm:sr-only">{t("select")}</span>
        </Button>
      ) : null}
    </div>
  );
}

const PAUSE_MS = 300;

/** Searches when typing pauses; Enter does not wait. */
function SearchBox({ value, onChange }: { value: string; onChange: (q: string | undefined) => void }) {
  const t = useTranslations("library");
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // The address changed by another way: back, or "clear".
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (next: string) => {
    clearTimeout(timer.current);
    const q = next.trim();
    if (q === sent.current) return;
    sent.current = q;
    onChange(q || undefined);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(next), PAUSE_MS);
  };
  return (
    <search className="min-w-0 flex-1 basis-28 sm:max-w-sm">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          send(text);
        }}
      >
        <Input
          type="search"
          icon={<Search strokeWidth={1.5} />}
          aria-label={t("searchLabel")}
          placeholder={t("searchPlaceholder")}
          value={text}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
          className={cn("[&::-webkit-search-cancel-button]:appearance-none", text && "pr-9")}
        />
        {text ? (
          <button
            type="button"
            aria-label={t("clearSearch")}
            onClick={() => {
              setText("");
              send("");
            }}
            className="absolute inset-y-0 right-0 flex w-9 items-center justify-center text-muted hover:text-text"
          >
            <X strokeWidth={1.5} className="size-4" />
          </button>
        ) : null}
      </form>
    </search>
  );
}
