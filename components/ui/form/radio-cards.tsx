"use client";

import * as Radix from "radix-ui/radio-group";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";
import { useFieldGroup } from "./field";

export interface RadioCardOption<V extends string> {
  value: V;
  label: string;
  hint?: ReactNode;
  /** A drawing above the label, such as the shape of a ratio. */
  visual?: ReactNode;
  disabled?: boolean;
}

interface RadioCardsProps<V extends string> {
  options: readonly RadioCardOption<V>[];
  value: V;
  onValueChange: (value: V) => void;
  name?: string;
  disabled?: boolean;
  /** Sets the grid, `grid-cols-4` unless told otherwise. */
  className?: string;
  "aria-label"?: string;
}

/** One of a few, each with a drawing or a line of explanation. Arrow keys move between them. */
export function RadioCards<V extends string>({
  options,
  onValueChange,
  className,
  ...rest
}: RadioCardsProps<V>) {
  const group = useFieldGroup();
  return (
    <Radix.Root
      {...group}
      {...rest}
      onValueChange={(value) => onValueChange(value as V)}
      className={cn("grid grid-cols-4 gap-2", className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={cn(
            "flex min-h-11 min-w-0 flex-col items-center justify-center gap-1 rounded-md border border-line bg-surface px-2 py-2 text-center",
            "hover:bg-subtle disabled:cursor-not-allowed disabled:opacity-50",
            "data-[state=checked]:border-text data-[state=checked]:bg-surface data-[state=checked]:ring-1 data-[state=checked]:ring-text data-[state=checked]:ring-inset",
          )}
        >
          {option.visual}
          <span className="tabular max-w-full truncate font-medium text-sm">{option.label}</span>
          {option.hint ? <span className="text-muted text-xs">{option.hint}</span> : null}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
