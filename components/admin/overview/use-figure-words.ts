import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatValue, type ValueFormat } from "@/components/admin/charts/format-value";
import { formatFen } from "@/components/shell/money";
import type { BoundedCount, ComparedFigure } from "@/lib/stats/schema";
import { changeOf } from "./compared";

/** How the overview writes its numbers in the reader's language. */
export function useFigureWords() {
  const t = useTranslations("admin.overview");
  const format = useFormatter();
  const locale = useLocale();
  // Money stands here as it does in the lists that its figures lead to: ¥59.80, and not ¥59.8 as on an axis.
  const write = (value: number, as: ValueFormat = "number") =>
    as === "fen" ? formatFen(value) : formatValue(value, as, locale);
  return {
    write,
    share: (value: number | null) =>
      value === null ? "–" : format.number(value, { style: "percent", maximumFractionDigits: 1 }),
    duration: (ms: number | null) => (ms === null ? "–" : write(ms, "ms")),
    /** Of a count that ends early. */
    bounded: ({ value, isMore }: BoundedCount) => `${write(value)}${isMore ? "+" : ""}`,
    /** What a figure was before, and by how much it has changed. */
    before: (figure: ComparedFigure, as: ValueFormat = "number") => {
      const change = changeOf(figure);
      const value = write(figure.before, as);
      if (change === null) return t("before", { value });
      const signed = format.number(change, {
        style: "percent",
        signDisplay: "exceptZero",
        maximumFractionDigits: 0,
      });
      return t("beforeChange", { value, change: signed });
    },
  };
}
