import { useTranslations } from "next-intl";
import { ViewLinks } from "@/components/admin/nav/view-links";
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
  const views = statsRanges.map((one) => ({ href: hrefOf(one), label: t(one), isHere: one === range }));
  return <ViewLinks label={t("label")} views={views} />;
}
