"use client";

import { Check, Minus } from "lucide-react";
import * as Radix from "radix-ui/checkbox";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/platform/cn";

interface CheckboxProps extends ComponentProps<typeof Radix.Root> {
  /** Text beside the box; without it give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
}

/** A box with an optional label; `checked` may be "indeterminate" for "some of them". */
export function Checkbox({ label, hint, className, id, ...rest }: CheckboxProps) {
  const own = useId();
  const boxId = id ?? own;
  const box = (
    <Radix.Root
      id={boxId}
      aria-describedby={hint ? `${boxId}-hint` : undefined}
      className={cn(
        "flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-background",
        "hover:border-text disabled:opacity-50 aria-invalid:border-danger",
        "data-[state=checked]:border-text data-[state=checked]:bg-text data-[state=indeterminate]:border-text data-[state=indeterminate]:bg-text",
        className,
      )}
      {...rest}
    >
      <Radix.Indicator className="group">
        <Check strokeWidth={2} className="size-3.5 group-data-[state=indeterminate]:hidden" />
        <Minus strokeWidth={2} className="hidden size-3.5 group-data-[state=indeterminate]:block" />
      </Radix.Indicator>
    </Radix.Root>
  );
  if (!label) return box;
  return (
    <div className="flex items-start gap-2.5">
      <span className="flex h-5.5 items-center">{box}</span>
      <div className="min-w-0">
        <label htmlFor={boxId}>{label}</label>
        {hint ? (
          <p id={`${boxId}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
