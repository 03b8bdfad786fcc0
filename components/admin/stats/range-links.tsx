import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/platform/cn";
import { type StatsRange, statsRanges } from "@/lib/stats/schema";

interface RangeLinksProps {
  /** Null where another span is shown. */
  range: StatsRange | null;
  /** The address of the page with another range. */
  hrefOf: (range: StatsRange) => string;
}

/** How far back the figures go. */
export function RangeLinks({ range, hrefOf }: RangeLinksProps) {
  const t = useTranslations("admin.ranges");
  return (
    <nav aria-label={t("label")} className="flex gap-1 rounded-md border border-line bg-surface p-1">
      {statsRanges.map((one) => (
        <Link
          key={one}
          href={hrefOf(one)}
          scroll={false}
          aria-current={one === range ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-sm px-2.5 py-1 text-sm hover:bg-subtle",
            one === range ? "bg-subtle font-medium" : "text-muted",
          )}
        >
          {t(one)}
        </Link>
      ))}
    </nav>
  );
}
