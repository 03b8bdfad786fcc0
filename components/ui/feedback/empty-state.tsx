import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface EmptyStateProps {
  icon?: ReactNode;
  /** What this place is. */
  title: ReactNode;
  /** The heading's level; "h1" where this is the whole page. */
  level?: "h1" | "h2";
  description?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({
  icon,
  title,
  level: Heading = "h2",
  description,
  action,
  className,
}: EmptyStateProps) {
  return (
    <div
      className={cn("mx-auto flex max-w-sm flex-col items-center gap-4 px-4 py-16 text-center", className)}
    >
      {icon ? (
        <div
          className="flex size-14 items-center justify-center rounded-lg border border-line text-muted [&_svg]:size-6"
          aria-hidden
        >
          {icon}
        </div>
      ) : null}
      <div className="flex flex-col gap-1">
        <Heading className="font-semibold text-lg">{title}</Heading>
        {description ? <p className="text-balance text-muted">{description}</p> : null}
      </div>
      {action}
    </div>
  );
}
