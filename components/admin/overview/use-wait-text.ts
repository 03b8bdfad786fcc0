import { useTranslations } from "next-intl";

/** How long something has waited, in the largest unit of which there are two or more: "3 days", "26 hours". */
export function useWaitText(): (minutes: number) => string {
  const t = useTranslations("admin.overview.waits");
  return (minutes) => {
    const hours = Math.floor(minutes / 60);
    if (hours < 2) return t("minutes", { n: minutes });
    return hours < 48 ? t("hours", { n: hours }) : t("days", { n: Math.floor(hours / 24) });
  };
}
