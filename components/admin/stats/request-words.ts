import { useLocale, useTranslations } from "next-intl";
import { formatValue } from "@/components/admin/charts/format-value";
import { requestClients } from "@/lib/stats/schema";

/** How the pages about requests write counts, shares, durations and callers. */
export function useRequestWords() {
  const t = useTranslations("admin.stats");
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return {
    number: (value: number) => formatValue(value, "number", locale),
    duration: (ms: number | null) => (ms === null ? "–" : formatValue(ms, "ms", locale)),
    bytes: (value: number | null) => (value === null ? "–" : formatValue(value, "bytes", locale)),
    share: (part: number, whole: number) => (whole === 0 ? "–" : percent.format(part / whole)),
    client: (key: string) => {
      const known = requestClients.find((client) => client === key);
      return known ? t(`clients.${known}`) : key;
    },
  };
}

/** How an answer went, by the first digit of its status. */
export const toneOf = (status: number): "success" | "warning" | "danger" | "muted" =>
  status >= 500 ? "danger" : status >= 400 ? "warning" : status >= 300 ? "muted" : "success";
