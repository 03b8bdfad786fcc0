import { useFormatter } from "next-intl";
import { formatFen } from "@/components/shell/money";
import type { Margin } from "@/lib/stats/schema";

/** How a margin is written: money as on the overview, a loss in the colour of danger. */
export function useMarginWords() {
  const format = useFormatter();
  const number = (value: number) => format.number(value);
  return {
    number,
    cells: ({ delivered, credits, costMicroYuan, revenueFen, marginFen }: Margin) => ({
      delivered: number(delivered),
      credits: number(credits),
      revenue: revenueFen === null ? "–" : formatFen(revenueFen),
      spent: costMicroYuan === 0 ? "–" : formatFen(Math.round(costMicroYuan / 10_000)),
      margin:
        marginFen === null ? (
          "–"
        ) : (
          <span className={marginFen < 0 ? "text-danger" : undefined}>{formatFen(marginFen)}</span>
        ),
    }),
  };
}
