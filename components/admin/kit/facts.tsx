import type { ReactNode } from "react";

interface FactsProps {
  items: readonly { label: string; value: ReactNode }[];
}

/** What is known about one record; what is empty shows as a dash. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className="grid grid-cols-[fit-content(7rem)_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm sm:grid-cols-[max-content_minmax(0,1fr)] sm:gap-x-6">
      {items.map((item) => (
        <div key={item.label} className="contents">
          <dt className="text-muted">{item.label}</dt>
          <dd className="tabular min-w-0 break-words">
            {item.value === null || item.value === undefined || item.value === "" ? "–" : item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
