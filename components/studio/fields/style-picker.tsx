"use client";

import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "@/components/ui/form/input";
import { cn } from "@/lib/platform/cn";
import type { StyleTagView } from "@/lib/styles/schema";
import { MAX_STYLES } from "../draft";
import { categoriesOf, searchStyles, styleCategories, styleName } from "./styles";

interface StylePickerProps {
  tags: readonly StyleTagView[];
  chosen: readonly string[];
  onToggle: (slug: string) => void;
}

/** Search and categories over the tags. It opens in place, so that it works inside the sheet as well. */
export function StylePicker({ tags, chosen, onToggle }: StylePickerProps) {
  const t = useTranslations("create");
  const locale = useLocale();
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState<string | null>(null);
  const found = searchStyles(tags, query, query ? null : category);
  const full = chosen.length >= MAX_STYLES;
  const nameOf = (one: string) => {
    const known = styleCategories.find((candidate) => candidate === one);
    return known ? t(`categories.${known}`) : one;
  };
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-background p-3">
      <Input
        type="search"
        icon={<Search strokeWidth={1.5} />}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        placeholder={t("composer.stylesSearch")}
        aria-label={t("composer.stylesSearch")}
      />
      {query ? null : (
        <div className="-mx-3 flex gap-4 overflow-x-auto px-3 text-sm">
          {[null, ...categoriesOf(tags)].map((one) => (
            <button
              key={one ?? "all"}
              type="button"
              aria-pressed={one === category}
              onClick={() => setCategory(one)}
              className={cn(
                "h-9 shrink-0 border-transparent border-b-2 text-muted focus-visible:-outline-offset-2 sm:h-7",
                one === category ? "border-text font-medium text-text" : "hover:text-text",
              )}
            >
              {one === null ? t("composer.stylesAll") : nameOf(one)}
            </button>
          ))}
        </div>
      )}
      <div className="-m-1 flex max-h-52 flex-wrap gap-1.5 overflow-y-auto overscroll-contain p-1">
        {found.map((tag) => {
          const on = chosen.includes(tag.slug);
          return (
            <button
              key={tag.slug}
              type="button"
              aria-pressed={on}
              disabled={full && !on}
              onClick={() => onToggle(tag.slug)}
              className={cn(
                "h-9 rounded-sm border px-2.5 text-sm focus-visible:-outline-offset-1 disabled:opacity-50 sm:h-7",
                on ? "border-text bg-text text-background" : "border-line bg-surface hover:bg-subtle",
              )}
            >
              {styleName(tag, locale)}
            </button>
          );
        })}
        {found.length === 0 ? (
          <p className="py-2 text-muted text-sm">{t("composer.stylesNone", { query })}</p>
        ) : null}
      </div>
      <p className={cn("text-muted text-xs", !full && "sr-only")} aria-live="polite">
        {full ? t("composer.stylesFull", { max: MAX_STYLES }) : ""}
      </p>
    </div>
  );
}
