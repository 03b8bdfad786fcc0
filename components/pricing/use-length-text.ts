"use client";

import { useTranslations } from "next-intl";

const named = ["1", "3", "12"] as const;

/** Words for a length in months: month, quarter and year have names of their own. */
export function useLengthText() {
  const t = useTranslations("pricing");
  const nameOf = (months: number) => named.find((known) => known === String(months));
  return {
    name: (months: number): string => {
      const known = nameOf(months);
      return known ? t(`periods.${known}`) : t("months", { count: months });
    },
    per: (months: number): string => {
      const known = nameOf(months);
      return known ? t(`per.${known}`) : t("perMonths", { count: months });
    },
  };
}
