import { Children, type ReactNode } from "react";

/** Figures side by side, as many as fit; more than seven stand in rows of the same length, so that none is left over. */
export function FigureGrid({ children }: { children: ReactNode }) {
  const count = Children.toArray(children).length;
  const columns = count > 7 ? Math.ceil(count / 2) : count;
  return (
    <dl
      className="grid overflow-hidden rounded-lg border border-line bg-surface"
      style={{
        gridTemplateColumns: `repeat(auto-fit, minmax(max(10rem, calc(100% / ${columns} - 1px)), 1fr))`,
      }}
    >
      {children}
    </dl>
  );
}
