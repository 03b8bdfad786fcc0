"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";

interface TagChipProps {
  tag: string;
  /** A quiet word behind the tag, such as on how many images it stands. */
  aside?: string;
  /** Adds the tag when pressed. */
  onPress?: () => void;
  /** Shows a button that removes it. */
  onRemove?: () => void;
}

/** One tag of the person's own. */
export function TagChip({ tag, aside, onPress, onRemove }: TagChipProps) {
  const t = useTranslations("viewer");
  const look =
    "inline-flex h-8 max-w-full items-center gap-1 rounded-full border border-line bg-surface pl-3 text-sm sm:h-7";
  if (onPress)
    return (
      <button
        type="button"
        onClick={onPress}
        className={cn(look, "border-dashed pr-3 pl-2 text-muted hover:text-text")}
      >
        <Plus strokeWidth={1.5} className="size-3.5 shrink-0" aria-hidden />
        <span className="truncate">{tag}</span>
      </button>
    );
  return (
    <span className={cn(look, onRemove ? "" : "pr-3")}>
      <span className="truncate">{tag}</span>
      {aside ? <span className="tabular shrink-0 text-muted text-xs">{aside}</span> : null}
      {onRemove ? (
        <button
          type="button"
          aria-label={t("removeTag", { tag })}
          onClick={onRemove}
          className="flex size-8 shrink-0 items-center justify-center rounded-full text-muted hover:text-text focus-visible:-outline-offset-4 sm:size-7"
        >
          <X strokeWidth={1.5} className="size-3.5" />
        </button>
      ) : null}
    </span>
  );
}
