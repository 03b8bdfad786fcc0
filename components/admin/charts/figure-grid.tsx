import type { ReactNode } from "react";

/** Figures side by side, as many as fit. */
export function FigureGrid({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] overflow-hidden rounded-lg border border-line bg-surface">
      {children}
    </dl>
  );
}
