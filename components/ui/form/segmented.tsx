"use client";

import * as Radix from "radix-ui/radio-group";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";
import { useFieldGroup } from "./field";

export interface SegmentedOption<V extends string> {
  value: V;
  /** Text, or an icon together with `name`. */
  label: ReactNode;
  /** Read aloud where the label is an icon. */
  name?: string;
  disabled?: boolean;
}

interface SegmentedProps<V extends string> {
  options: readonly SegmentedOption<V>[];
  value: V;
  onValueChange: (value: V) => void;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
}

/** One of two to five short words, all in sight. */
export function Segmented<V extends string>({
  options,
  onValueChange,
  className,
  ...rest
}: SegmentedProps<V>) {
  const group = useFieldGroup();
  return (
    <Radix.Root
      {...group}
      {...rest}
      onValueChange={(value) => onValueChange(value as V)}
      className={cn("flex rounded-md border border-line bg-background p-0.5", className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          aria-label={option.name}
          className={cn(
            "tabular flex h-10 min-w-0 flex-1 items-center justify-center gap-1.5 rounded-sm border border-transparent px-3 text-muted text-sm sm:h-8",
            "hover:text-text focus-visible:-outline-offset-2 disabled:cursor-not-allowed disabled:opacity-50",
            "data-[state=checked]:border-text data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-text [&_svg]:size-4",
          )}
        >
          <span className="truncate">{option.label}</span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
