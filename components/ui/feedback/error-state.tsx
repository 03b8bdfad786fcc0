import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface ErrorStateProps {
  /** What happened. */
  title: ReactNode;
  /** The heading's level; "h1" where this is the whole page. */
  level?: "h1" | "h2";
  /** What is safe, and what it means for the person. */
  description?: ReactNode;
  /** The button that tries again, or another way out. */
  action?: ReactNode;
  /** The request's id with its label, for support. */
  requestId?: { label: string; value: string };
  className?: string;
}

/** Something failed here while the rest of the page is fine. Announced when it appears. */
export function ErrorState({
  title,
  level: Heading = "h2",
  description,
  action,
  requestId,
  className,
}: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn("mx-auto flex max-w-md flex-col items-center gap-4 px-4 py-16 text-center", className)}
    >
      <CircleAlert strokeWidth={1.5} className="size-7 text-danger" aria-hidden />
      <div className="flex flex-col gap-1">
        <Heading className="font-semibold text-lg">{title}</Heading>
        {description ? <p className="text-balance text-muted">{description}</p> : null}
      </div>
      {action}
      {requestId ? (
        <p className="text-muted text-xs">
          {requestId.label} <code className="select-all break-all font-mono">{requestId.value}</code>
        </p>
      ) : null}
    </div>
  );
}
