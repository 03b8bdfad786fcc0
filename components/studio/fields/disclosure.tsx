"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/lib/platform/cn";

interface DisclosureProps {
  label: string;
  /** What is chosen inside, while it is closed. */
  summary?: ReactNode;
  children: ReactNode;
}

/** Settings that most people leave alone, one press away. */
export function Disclosure({ label, summary, children }: DisclosureProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="border-line border-t pt-1">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 w-full items-center gap-3 rounded-md text-left text-sm sm:min-h-10"
      >
        <span className="shrink-0 font-medium">{label}</span>
        <span className="flex min-w-0 flex-1 items-center justify-end gap-2 text-muted">
          {open ? null : summary}
        </span>
        <ChevronDown
          strokeWidth={1.5}
          aria-hidden
          className={cn("size-4 shrink-0 text-muted transition-transform duration-150", open && "rotate-180")}
        />
      </button>
      <div id={id} hidden={!open} className={cn(open && "flex flex-col gap-5 pt-2 pb-1")}>
        {children}
      </div>
    </div>
  );
}
