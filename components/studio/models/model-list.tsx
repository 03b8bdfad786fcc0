"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { Input } from "@/components/ui/form/input";
import type { ModelView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import type { Draft } from "../draft";
import { groupModels, SEARCH_ABOVE, searchModels, stepTo } from "./groups";
import { ModelOption } from "./model-option";
import { useModelWords } from "./use-model-words";

interface ModelListProps {
  models: readonly ModelView[];
  chosen: ModelView;
  draft: Draft;
  onChoose: (id: string) => void;
  /** Fills a sheet: the list scrolls with it, and no keyboard of the screen jumps up. */
  narrow: boolean;
}

/** All models by vendor. Arrow keys walk, Enter chooses, and typing searches where there are many. */
export function ModelList({ models, chosen, draft, onChoose, narrow }: ModelListProps) {
  const t = useTranslations("create.composer");
  const { vendorOf } = useModelWords();
  const id = useId();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState<string | null>(chosen.id);
  const groups = groupModels(
    searchModels(models, query, ({ own, provider }) => vendorOf(own ? "own" : provider)),
  );
  const found = groups.flatMap((group) => group.models);
  const searchable = models.length > SEARCH_ABOVE;
  const current = found.some((model) => model.id === active) ? active : (found[0]?.id ?? null);
  const optionId = (model: string) => `${id}-${model}`;
  const activeOption = current === null ? undefined : optionId(current);
  const searchTabIndex = useLateTab(narrow);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const inText = event.target instanceof HTMLInputElement && (event.key === "Home" || event.key === "End");
    const next = inText ? null : stepTo(found, current, event.key);
    if (next !== null) setActive(next);
    else if (event.key === "Enter" && current !== null) onChoose(current);
    else return;
    event.preventDefault();
  };
  return (
    <div className={cn("flex min-h-0 flex-col", narrow && "-mx-2")}>
      {searchable ? (
        <div className={cn("border-line border-b bg-raised p-2", narrow && "sticky top-0 z-20")}>
          <Input
            icon={<Search strokeWidth={1.5} />}
            role="combobox"
            aria-expanded
            aria-controls={id}
            aria-activedescendant={activeOption}
            aria-autocomplete="list"
            aria-label={t("modelSearch")}
            placeholder={t("modelSearch")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={press}
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            tabIndex={searchTabIndex}
          />
        </div>
      ) : null}
      <div
        id={id}
        role="listbox"
        tabIndex={0}
        aria-label={t("modelList")}
        aria-activedescendant={activeOption}
        onKeyDown={press}
        className={cn("p-1 focus-visible:-outline-offset-2", !narrow && "min-h-0 flex-1 overflow-y-auto")}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form, this is a listbox's group.
          <div key={group.key} role="group" aria-labelledby={`${id}-group-${group.key}`}>
            <div
              id={`${id}-group-${group.key}`}
              className={cn(
                "bg-raised px-2.5 pt-2.5 pb-1 text-muted text-xs",
                !narrow && "sticky -top-1 z-10",
              )}
            >
              {vendorOf(group.key)}
            </div>
            {group.models.map((model) => (
              <ModelOption
                key={model.id}
                id={optionId(model.id)}
                model={model}
                draft={draft}
                chosen={model.id === chosen.id}
                active={model.id === current}
                onActive={() => setActive(model.id)}
                onChoose={() => onChoose(model.id)}
              />
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="px-3.5 py-4 text-muted">{t("modelNone", { query })}</p> : null}
      <p className="sr-only" role="status">
        {query ? t("modelCount", { count: found.length }) : ""}
      </p>
      <SimulatedNote models={models} />
    </div>
  );
}

/**
 * A sheet gives the focus to the first control that takes it. With a finger one wants to look first, without the
 * keyboard of the screen jumping up: so the search takes the focus only a moment later.
 */
function useLateTab(late: boolean): 0 | -1 {
  const [ready, setReady] = useState(!late);
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return ready ? 0 : -1;
}

function SimulatedNote({ models }: { models: readonly ModelView[] }) {
  const t = useTranslations("create.composer");
  const any = useMemo(() => models.some((model) => model.simulated), [models]);
  if (!any) return null;
  return (
    <p className="border-line border-t px-3.5 py-2.5 text-muted text-xs">
      {t("simulatedNote", { detail: t("simulatedDetail") })}
    </p>
  );
}
