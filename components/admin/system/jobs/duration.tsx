import { useLocale } from "next-intl";
import { formatValue } from "@/components/admin/charts/format-value";

/** A span of time; a dash where there is none. */
export function Duration({ ms }: { ms: number | null }) {
  const locale = useLocale();
  return <>{ms === null ? "–" : formatValue(ms, "ms", locale)}</>;
}
