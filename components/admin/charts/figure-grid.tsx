import { Children, type ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

/** Six fill rows of two, three and six; any other number stands in rows of two and four. */
const ofSix = "grid-cols-2 @lg:grid-cols-3 @5xl:grid-cols-6";
const ofAny = "grid-cols-2 @2xl:grid-cols-4";
/** By how many stand in the last row of four: the last figure takes the places that are left over beside it. */
const lastOf: readonly string[] = [
  "",
  "[&>:last-child]:col-span-2 @2xl:[&>:last-child]:col-span-4",
  "@2xl:[&>:last-child]:col-span-3",
  "[&>:last-child]:col-span-2",
];

/** Figures side by side in full rows: two beside each other on a phone, more where the grid itself has the room. */
export function FigureGrid({ children }: { children: ReactNode }) {
  const count = Children.toArray(children).length;
  return (
    <div className="@container">
      <dl
        className={cn(
          "grid overflow-hidden rounded-lg border border-line bg-surface",
          count === 6 ? ofSix : [ofAny, lastOf[count % 4]],
        )}
      >
        {children}
      </dl>
    </div>
  );
}
