"use client";

import * as Radix from "radix-ui/switch";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/platform/cn";

interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  /** Text before the switch; without it give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
}

/** Something that takes effect at once; for a choice that is sent with a form use Checkbox. */
export function Switch({ label, hint, className, id, ...rest }: SwitchProps) {
  const own = useId();
  const switchId = id ?? own;
  const control = (
    <Radix.Root
      id={switchId}
      aria-describedby={hint ? `${switchId}-hint` : undefined}
      className={cn(
        // As high as a finger for those who press it, without taking more room.
        "relative h-5.5 w-9.5 shrink-0 rounded-full before:absolute before:-inset-x-1 before:-inset-y-2.5 border border-line-strong bg-line-strong transition-[background-color] duration-150",
        "data-[state=checked]:border-text data-[state=checked]:bg-text disabled:opacity-50",
        className,
      )}
      {...rest}
    >
      <Radix.Thumb className="block size-4.5 translate-x-px rounded-full bg-surface transition-transform duration-150 ease-out data-[state=checked]:translate-x-4.25" />
    </Radix.Root>
  );
  if (!label) return control;
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={switchId}>{label}</label>
        {hint ? (
          <p id={`${switchId}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
      {control}
    </div>
  );
}
