"use client";

import * as Radix from "radix-ui/slider";
import { cn } from "@/lib/platform/cn";
import { useFieldGroup } from "./field";

interface SliderProps {
  value: number;
  onValueChange: (value: number) => void;
  /** When the hand lets go; for work that is too dear for every step. */
  onValueCommit?: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
  /** What is read aloud instead of the bare number. */
  valueText?: string;
}

/** One number on a line; inside a Field it takes the Field's label. */
export function Slider({ value, onValueChange, onValueCommit, className, valueText, ...rest }: SliderProps) {
  const { id, ...named } = useFieldGroup();
  const { "aria-label": label, ...range } = rest;
  return (
    <Radix.Root
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
      className={cn("relative flex h-9 w-full touch-none select-none items-center", className)}
      {...range}
    >
      <Radix.Track className="relative h-1 grow overflow-hidden rounded-full bg-line">
        <Radix.Range className="absolute h-full bg-text" />
      </Radix.Track>
      <Radix.Thumb
        id={id}
        {...named}
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-5 rounded-full border-2 border-text bg-surface data-disabled:opacity-50"
      />
    </Radix.Root>
  );
}
