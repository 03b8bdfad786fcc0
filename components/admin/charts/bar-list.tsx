import Link from "next/link";
import { useLocale } from "next-intl";
import { formatValue, type ValueFormat } from "./format-value";

interface BarListProps {
  label: string;
  items: readonly { key: string; label: string; value: number; href?: string; detail?: string }[];
  format?: ValueFormat;
}

/** Parts of a whole, largest first, each with a bar as long as its share of the largest. */
export function BarList({ label, items, format = "number" }: BarListProps) {
  const locale = useLocale();
  const most = Math.max(1, ...items.map((item) => item.value));
  return (
    <figure className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <figcaption className="font-medium text-sm">{label}</figcaption>
      <ul className="flex flex-col gap-2 text-sm">
        {items.map((item) => (
          <li key={item.key} className="flex flex-col gap-1">
            <span className="flex items-baseline justify-between gap-3">
              <span className="min-w-0 truncate">
                {item.href ? (
                  <Link href={item.href} className="hover:underline">
                    {item.label}
                  </Link>
                ) : (
                  item.label
                )}
                {item.detail ? <span className="ml-2 text-muted text-xs">{item.detail}</span> : null}
              </span>
              <span className="tabular">{formatValue(item.value, format, locale)}</span>
            </span>
            <span className="block h-1 overflow-hidden rounded-full bg-subtle" aria-hidden>
              <span
                className="block h-full origin-left rounded-full bg-muted"
                style={{ width: `${(100 * item.value) / most}%` }}
              />
            </span>
          </li>
        ))}
        {items.length === 0 ? <li className="text-muted">–</li> : null}
      </ul>
    </figure>
  );
}
