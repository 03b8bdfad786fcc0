import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import { addDays } from "@/lib/stats/rules";

interface DayLinksProps {
  /** `2026-11-21`, the day whose hours are shown. */
  day: string;
  today: string;
  /** The address of the page with another day. */
  hrefOf: (day: string) => string;
}

/** The day that is shown, with the one before and the one after it; nothing comes after today. */
export function DayLinks({ day, today, hrefOf }: DayLinksProps) {
  const t = useTranslations("admin.stats");
  return (
    <nav aria-label={t("days")} className="flex items-center gap-1">
      <Button variant="ghost" size="icon" asChild>
        <Link href={hrefOf(addDays(day, -1))} scroll={false} aria-label={t("dayBefore")}>
          <ChevronLeft strokeWidth={1.5} aria-hidden />
        </Link>
      </Button>
      <span aria-current="date" className="tabular whitespace-nowrap text-sm">
        {day}
      </span>
      {day < today ? (
        <Button variant="ghost" size="icon" asChild>
          <Link href={hrefOf(addDays(day, 1))} scroll={false} aria-label={t("dayAfter")}>
            <ChevronRight strokeWidth={1.5} aria-hidden />
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}
