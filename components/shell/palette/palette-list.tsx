"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ThumbHashImage } from "@/components/ui/media/thumb-hash-image";
import { cn } from "@/lib/platform/cn";
import type { PaletteOption, PaletteSection } from "./use-sections";

interface PaletteListProps {
  id: string;
  sections: readonly PaletteSection[];
  /** The key of the option that Enter chooses. */
  active: string | undefined;
  onActive: (key: string) => void;
}

/** The id of an option in the document, for `aria-activedescendant`. */
export const optionId = (listId: string, key: string): string => `${listId}-${key}`;

/** The options in their sections. The focus stays in the field; the active one is only marked. */
export function PaletteList({ id, sections, active, onActive }: PaletteListProps) {
  const t = useTranslations("palette");
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("results")}
      tabIndex={-1}
      className="max-h-[min(26rem,60dvh)] overflow-y-auto overscroll-contain p-1.5 focus-visible:outline-none"
    >
      {sections.map((section) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form, this is a listbox's group.
        <div key={section.key} role="group" aria-labelledby={`${id}-of-${section.key}`}>
          <div id={`${id}-of-${section.key}`} className="px-2.5 pt-2.5 pb-1 text-muted text-xs">
            {t(`sections.${section.key}`)}
          </div>
          {section.options.map((option) => (
            <Option
              key={option.key}
              id={optionId(id, option.key)}
              option={option}
              isActive={option.key === active}
              onActive={() => onActive(option.key)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  option: PaletteOption;
  isActive: boolean;
  onActive: () => void;
}

function Option({ id, option, isActive, onActive }: OptionProps) {
  const { name, icon: Icon, picture, choose } = option;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that keeps the focus hears the keys.
    <div
      ref={element}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={onActive}
      onClick={choose}
      className={cn(
        "flex min-h-11 cursor-pointer select-none items-center gap-3 rounded-sm px-2.5 py-1.5 sm:min-h-9",
        isActive && "bg-subtle",
      )}
    >
      {Icon ? <Icon strokeWidth={1.5} className="size-4 shrink-0 text-muted" aria-hidden /> : null}
      {picture ? (
        <span className="block size-9 shrink-0 overflow-hidden rounded-sm">
          <ThumbHashImage {...picture} alt="" fallback={<span />} />
        </span>
      ) : null}
      <span className="min-w-0 flex-1 truncate">{name}</span>
    </div>
  );
}
