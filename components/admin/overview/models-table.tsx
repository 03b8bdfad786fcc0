import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/admin/kit/data-table";
import { Section } from "@/components/admin/kit/section";
import { ModelText } from "@/components/admin/words/model-text";
import type { ModelNameView } from "@/lib/channels/schema";
import type { ModelFigures } from "@/lib/stats/schema";
import { type Days, endedHref } from "./rows";
import { TierLinks } from "./tier-links";
import { useFigureWords } from "./use-figure-words";

interface ModelsTableProps {
  overview: Days & { models: readonly ModelFigures[] };
  names: readonly ModelNameView[];
}

/** What each model has done in the range, how surely and how fast, and what it cost. */
export function ModelsTable({ overview, names }: ModelsTableProps) {
  const t = useTranslations("admin.overview");
  const words = useFigureWords();
  /** How many ended so; leads to them. */
  const ended = ({ model }: ModelFigures, status: string, count: number) =>
    count === 0 ? (
      words.write(count)
    ) : (
      <Link
        href={endedHref(overview, { model, status })}
        className="underline decoration-line underline-offset-4 hover:decoration-current"
      >
        {words.write(count)}
      </Link>
    );
  return (
    <Section title={t("models")} description={t("modelsDetail")}>
      <DataTable
        label={t("models")}
        columns={[
          { key: "model", title: t("model") },
          { key: "succeeded", title: t("figures.succeeded"), align: "end" },
          { key: "partlySucceeded", title: t("figures.partlySucceeded"), align: "end" },
          { key: "failed", title: t("figures.failed"), align: "end" },
          { key: "cancelled", title: t("figures.cancelled"), align: "end" },
          { key: "rate", title: t("figures.successRate"), align: "end" },
          { key: "median", title: t("median"), align: "end" },
          { key: "p95", title: t("p95Title"), align: "end" },
          { key: "tiers", title: t("tiers") },
          { key: "delivered", title: t("figures.delivered"), align: "end" },
          { key: "credits", title: t("figures.credits"), align: "end" },
          { key: "cost", title: t("figures.costMicroYuan"), align: "end" },
        ]}
        rows={overview.models.map((row) => ({
          key: row.model,
          href: endedHref(overview, { model: row.model }),
          cells: {
            model: <ModelText id={row.model} models={names} />,
            succeeded: ended(row, "succeeded", row.succeeded),
            partlySucceeded: ended(row, "partly_succeeded", row.partlySucceeded),
            failed: ended(row, "failed", row.failed),
            cancelled: ended(row, "cancelled", row.cancelled),
            rate: words.share(row.successRate),
            median: words.duration(row.medianMs),
            p95: words.duration(row.p95Ms),
            tiers: <TierLinks row={row} days={overview} />,
            delivered: words.write(row.delivered),
            credits: words.write(row.credits),
            cost: row.costMicroYuan === 0 ? "–" : words.write(Math.round(row.costMicroYuan / 10_000), "fen"),
          },
        }))}
        empty={{ title: t("noModels"), detail: t("noModelsDetail") }}
      />
    </Section>
  );
}
