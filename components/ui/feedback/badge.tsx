import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

const look = cva(
  "tabular inline-flex h-5.5 max-w-full shrink-0 items-center gap-1 truncate whitespace-nowrap rounded-sm px-2 font-medium text-xs [&_svg]:size-3.5",
  {
    variants: {
      tone: {
        plain: "bg-subtle text-muted",
        strong: "bg-text text-background",
        outline: "border border-line text-muted",
        success: "bg-subtle text-success",
        warning: "bg-subtle text-warning",
        danger: "bg-subtle text-danger",
      },
    },
    defaultVariants: { tone: "plain" },
  },
);

/** One or two words about a thing: its state, plan or kind. */
export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & VariantProps<typeof look>) {
  return <span className={cn(look({ tone }), className)} {...rest} />;
}
