import Link from "next/link";
import type { ModelFigures } from "@/lib/stats/schema";
import { type Days, endedHref } from "./rows";
import { useFigureWords } from "./use-figure-words";

/** How many generations of a model ended in each resolution; each leads to them. */
export function TierLinks({ row, days }: { row: ModelFigures; days: Days }) {
  const words = useFigureWords();
  const tiers = Object.entries(row.byTier).sort(([a], [b]) => a.localeCompare(b, "en"));
  return (
    <span className="flex gap-3">
      {tiers.map(([tier, count]) => (
        <Link
          key={tier}
          href={endedHref(days, { model: row.model, tier })}
          className="underline decoration-line underline-offset-4 hover:decoration-current"
        >
          {tier} {words.write(count)}
        </Link>
      ))}
    </span>
  );
}
