"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";
import { controlLook } from "./control-look";
import { useFieldControl } from "./field";

/** Grows with its text where the browser can (`field-sizing`), between the heights the caller gives. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return (
    <textarea
      className={cn(
        controlLook,
        "field-sizing-content min-h-24 resize-y px-3 py-2.5 leading-relaxed",
        className,
      )}
      {...control}
      {...rest}
    />
  );
}
