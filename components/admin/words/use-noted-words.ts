import { useLocale, useTranslations } from "next-intl";
import { formatValue } from "@/components/admin/charts/format-value";
import { useFailureText } from "./use-failure-text";

/** What was noted about a decision of a generation: what it is called, and its value in words where it is a code. */
export function useNotedWords(): (name: string, value: string | number | boolean) => string {
  const t = useTranslations("admin.generations");
  const skips = useTranslations("history.skips");
  const failureText = useFailureText();
  const locale = useLocale();
  const valueText = (name: string, value: string | number | boolean): string => {
    const text = String(value);
    if (name === "errorClass" || name === "refused") return failureText(text);
    if (name === "waitMs") return formatValue(Number(value), "ms", locale);
    const [cause, resolution] = [
      `causes.${text}` as "causes.first",
      `resolutions.${text}` as "resolutions.closed",
    ];
    if (name === "cause" && t.has(cause)) return t(cause);
    if (name === "resolution" && t.has(resolution)) return t(resolution);
    const why = text as "disabled";
    return name === "why" && skips.has(why) ? skips(why) : text;
  };
  return (name, value) => {
    const key = `noted.${name}` as "noted.attempt";
    return `${t.has(key) ? t(key) : name} ${valueText(name, value)}`;
  };
}
