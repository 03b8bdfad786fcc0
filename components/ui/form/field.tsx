"use client";

import { type ComponentProps, createContext, type ReactNode, useContext, useId } from "react";
import { cn } from "@/lib/platform/cn";

interface FieldIds {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller gives htmlFor; Field always does.
  return <label className={cn("font-medium text-sm text-text", className)} {...rest} />;
}

interface FieldProps {
  label: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** A quiet word at the end of the label's line, such as a counter or "optional". */
  aside?: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it; turns the control invalid. */
  error?: ReactNode;
  required?: boolean;
  className?: string;
  children: ReactNode;
}

/** A label, one control, its hint and its error, wired together for assistive technology. */
export function Field({
  label,
  hideLabel,
  aside,
  hint,
  error,
  required = false,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const ids = { id: `${id}-control`, labelId: `${id}-label`, hint: `${id}-hint`, error: `${id}-error` };
  const describedBy = [error ? ids.error : "", hint ? ids.hint : ""].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext
      value={{ id: ids.id, labelId: ids.labelId, describedBy, invalid: Boolean(error), required }}
    >
      <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
        <div className={cn("flex items-baseline justify-between gap-3", hideLabel && "sr-only")}>
          <Label htmlFor={ids.id} id={ids.labelId}>
            {label}
          </Label>
          {aside ? <span className="tabular text-muted text-xs">{aside}</span> : null}
        </div>
        {children}
        <div aria-live="polite" className="contents">
          {error ? (
            <p id={ids.error} className="text-danger text-sm">
              {error}
            </p>
          ) : null}
        </div>
        {hint ? (
          <p id={ids.hint} className="text-muted text-sm">
            {hint}
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}

/** Attributes of the one control inside a Field; outside of a Field nothing. */
export function useFieldControl() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
  };
}

/** The same for a group of controls, which a `for` cannot name. */
export function useFieldGroup() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return { id: field.id, "aria-labelledby": field.labelId, "aria-describedby": field.describedBy };
}
