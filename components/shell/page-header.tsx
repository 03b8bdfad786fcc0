import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the end of the line. */
  actions?: ReactNode;
  className?: string;
}

/** The page's one heading of the first level. */
export function PageHeader({ title, description, actions, className }: PageHeaderProps) {
  return (
    <div
      className={cn(
        "flex flex-wrap justify-between gap-x-6 gap-y-3",
        description ? "items-end" : "items-center",
        className,
      )}
    >
      <div className="min-w-0">
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        {description ? <p className="mt-1 text-muted">{description}</p> : null}
      </div>
      {actions ? (
        <div className="flex flex-wrap items-center gap-2 max-sm:has-[[role=search]]:w-full">{actions}</div>
      ) : null}
    </div>
  );
}

interface PageProps {
  /** `narrow` for forms and text, `wide` for lists, `full` for pictures. */
  width?: "narrow" | "wide" | "full";
  className?: string;
  children: ReactNode;
}

const widths = { narrow: "max-w-2xl", wide: "max-w-6xl", full: "max-w-none" };

/** The margins and width of a page inside a shell. */
export function Page({ width = "wide", className, children }: PageProps) {
  return (
    <div
      className={cn(
        "mx-auto flex w-full flex-1 flex-col gap-6 px-safe py-6 sm:py-8",
        widths[width],
        className,
      )}
    >
      {children}
    </div>
  );
}
