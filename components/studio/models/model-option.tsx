"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Badge } from "@/components/ui/feedback/badge";
import type { ModelView } from "@/lib/generations/schema";
import { cn } from "@/lib/platform/cn";
import { type Draft, priceIn } from "../draft";
import { useModelWords } from "./use-model-words";

interface ModelOptionProps {
  id: string;
  model: ModelView;
  /** Tells at which settings the price is shown. */
  draft: Draft;
  chosen: boolean;
  active: boolean;
  onActive: () => void;
  onChoose: () => void;
}

/** One model of the list: what it is, what it is good for and what a picture costs. */
export function ModelOption({ id, model, draft, chosen, active, onActive, onChoose }: ModelOptionProps) {
  const t = useTranslations("create.composer");
  const { nameOf, noteOf } = useModelWords();
  const { unit, tier } = priceIn(draft, model);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active) return;
    // A panel that opens has its height one frame later.
    const frame = requestAnimationFrame(() => row.current?.scrollIntoView({ block: "nearest" }));
    return () => cancelAnimationFrame(frame);
  }, [active]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys.
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      onPointerMove={active ? undefined : onActive}
      onClick={onChoose}
      className={cn(
        "flex scroll-mt-8 cursor-pointer select-none items-start gap-3 rounded-sm px-2.5 py-2",
        active && "bg-subtle",
      )}
    >
      <Check
        strokeWidth={1.5}
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", chosen ? "" : "invisible")}
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-words font-medium">{nameOf(model)}</span>
          {model.simulated ? <Badge tone="outline">{t("simulated")}</Badge> : null}
          {model.own ? <Badge tone="outline">{t("own")}</Badge> : null}
          {model.builtIn ? <Badge tone="outline">{t("builtIn")}</Badge> : null}
        </span>
        <span className="line-clamp-2 text-muted text-sm">{noteOf(model)}</span>
      </span>
      <span className="tabular shrink-0 text-right">
        {t("modelUnit", { unit })}
        {tier === draft.tier ? null : <span className="block text-muted text-xs">{tier}</span>}
      </span>
    </div>
  );
}
