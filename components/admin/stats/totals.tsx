import { useTranslations } from "next-intl";
import { FigureGrid } from "@/components/admin/charts/figure-grid";
import { Figure } from "@/components/admin/kit/figure";
import type { RequestFigures } from "@/lib/stats/schema";
import { useRequestWords } from "./request-words";

interface TotalsProps {
  total: RequestFigures;
  /** The address of the page with only answers of a class. */
  hrefOf: (status: "4xx" | "5xx") => string;
}

/** All requests of the range in six numbers. */
export function Totals({ total, hrefOf }: TotalsProps) {
  const t = useTranslations("admin.stats");
  const words = useRequestWords();
  return (
    <FigureGrid>
      <Figure label={t("requests")} value={words.number(total.count)} />
      <Figure
        label={t("refused")}
        value={words.share(total.refused, total.count)}
        detail={t("requestCount", { count: total.refused })}
        href={hrefOf("4xx")}
      />
      <Figure
        label={t("errors")}
        value={words.share(total.errors, total.count)}
        detail={t("requestCount", { count: total.errors })}
        href={hrefOf("5xx")}
        tone={total.errors > 0 ? "danger" : "plain"}
      />
      <Figure label={t("p50")} value={words.duration(total.p50Ms)} />
      <Figure label={t("p95")} value={words.duration(total.p95Ms)} />
      <Figure label={t("p99")} value={words.duration(total.p99Ms)} />
    </FigureGrid>
  );
}
