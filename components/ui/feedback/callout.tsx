import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

interface CalloutProps {
  tone?: "info" | "warning" | "danger";
  title?: ReactNode;
  /** A button or link at the end. */
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}

const icons = { info: Info, warning: TriangleAlert, danger: CircleAlert };
const colours = { info: "text-muted", warning: "text-warning", danger: "text-danger" };

/** A standing remark inside a page. A danger is announced. */
export function Callout({ tone = "info", title, action, className, children }: CalloutProps) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : undefined}
      className={cn("flex items-start gap-3 rounded-md border border-line bg-surface px-4 py-3", className)}
    >
      <Icon strokeWidth={1.5} className={cn("mt-0.5 size-4.5 shrink-0", colours[tone])} aria-hidden />
      <div className="min-w-0 flex-1 break-words">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={cn(title ? "text-muted" : "")}>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
