import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

const tones = { plain: "", danger: "text-danger", warning: "text-warning", success: "text-success" };

interface FigureProps {
  label: string;
  value: ReactNode;
  /** What it is compared with, or what it is made of. */
  detail?: ReactNode;
  /** The rows behind it. */
  href?: string;
  tone?: keyof typeof tones;
}

/** One number and what it means; a press on it leads to the rows behind it. Stands in a `dl` of figures. */
export function Figure({ label, value, detail, href, tone = "plain" }: FigureProps) {
  return (
    <div
      className={cn(
        "relative -mr-px -mb-px flex flex-col gap-1 border-line border-r border-b p-4",
        href && "hover:bg-subtle",
      )}
    >
      <dt className="text-muted text-sm">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0">
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd className={cn("tabular font-semibold text-2xl tracking-tight", tones[tone])}>{value}</dd>
      {detail ? <dd className="tabular text-muted text-xs">{detail}</dd> : null}
    </div>
  );
}
