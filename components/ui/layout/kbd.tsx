import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={cn(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-subtle px-1.5 font-sans text-muted text-xs",
        className,
      )}
      {...rest}
    />
  );
}
