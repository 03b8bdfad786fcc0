import { useTranslations } from "next-intl";
import type { GenerationRecordView } from "@/lib/generations/schema";

/** What was asked for besides the words, in one line: shape, fineness, seed and what an edit wants to know. */
export function useOrderText(): (
  job: Pick<GenerationRecordView, "ratio" | "tier" | "quality" | "seed" | "params">,
) => string {
  const t = useTranslations("admin.generations");
  const history = useTranslations("history");
  const qualities = useTranslations("create.qualities");
  const quality = (name: string) => {
    const key = name as "standard";
    return qualities.has(key) ? qualities(key) : name;
  };
  const param = (name: string, value: unknown): string => {
    if (name === "strength") return history("strength", { percent: Math.round(Number(value) * 100) });
    if (name === "outpaintRatio") return history("outpaintRatio", { ratio: String(value) });
    if (name === "upscaleFactor") return history("upscaleFactor", { factor: Number(value) });
    return `${name} ${String(value)}`;
  };
  return (job) =>
    [
      ...[job.ratio, job.tier, quality(job.quality), `${t("seed")} ${job.seed}`],
      ...Object.entries(job.params)
        .filter(([, value]) => value !== null && value !== undefined)
        .map(([name, value]) => param(name, value)),
    ].join(" · ");
}
