"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";
import { controlLook } from "./control-look";
import { useFieldControl } from "./field";

export interface SelectOption<V extends string = string> {
  value: V;
  label: string;
  disabled?: boolean;
}

interface SelectProps<V extends string>
  extends Omit<ComponentProps<"select">, "value" | "defaultValue" | "size"> {
  options: readonly SelectOption<V>[];
  value?: V;
  defaultValue?: V;
  onValueChange?: (value: V) => void;
  /** Shown while nothing is chosen; needs the value or default "" or none. */
  placeholder?: string;
  size?: "sm" | "md";
}

/** One of many. The list is the browser's own: it is at home on every device and needs no script. */
export function Select<V extends string>(props: SelectProps<V>) {
  const {
    options,
    value,
    defaultValue,
    onValueChange,
    onChange,
    placeholder,
    size = "md",
    className,
    ...rest
  } = props;
  const control = useFieldControl();
  const start =
    value === undefined ? { defaultValue: defaultValue ?? (placeholder ? "" : undefined) } : { value };
  return (
    <div className={cn("relative min-w-0", className)}>
      <select
        className={cn(
          controlLook,
          "appearance-none truncate pr-9 pl-3",
          size === "sm" ? "h-9 text-base sm:h-8 sm:text-sm" : "h-11 sm:h-9",
        )}
        {...control}
        {...start}
        onChange={(event) => {
          onChange?.(event);
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onValueChange?.(chosen.value);
        }}
        {...rest}
      >
        {placeholder ? (
          <option value="" disabled hidden>
            {placeholder}
          </option>
        ) : null}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-3 my-auto size-4 text-muted"
      />
    </div>
  );
}
