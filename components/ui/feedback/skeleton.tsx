import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** A quiet block in the shape of what is coming; the region around it carries `aria-busy`. */
export function Skeleton({ className, ...rest }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-line", className)} {...rest} />;
}

/** Lines of text to come; the last one is shorter. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div aria-hidden className={cn("flex flex-col gap-2", className)}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key, line) => (
        <Skeleton key={key} className={cn("h-3.5 rounded-sm", line === lines - 1 && lines > 1 && "w-3/5")} />
      ))}
    </div>
  );
}
