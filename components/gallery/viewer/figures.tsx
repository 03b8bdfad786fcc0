"use client";

import { useQuery } from "@tanstack/react-query";
import { Download, Heart } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Button } from "@/components/ui/form/button";
import { figuresQuery } from "@/lib/gallery/client";
import type { ImageFigures } from "@/lib/gallery/schema";

/** How often a public image was liked and downloaded: altogether, and by day of the last thirty. */
export function Figures({ imageId }: { imageId: string }) {
  const t = useTranslations("viewer.figures");
  const common = useTranslations("common");
  const { data, isError, refetch, isFetching } = useQuery(figuresQuery(imageId));
  if (isError && !data)
    return (
      <p role="alert" className="flex items-center justify-between gap-3 text-muted text-sm">
        {t("failed")}
        <Button size="sm" loading={isFetching} onClick={() => void refetch()}>
          {common("retry")}
        </Button>
      </p>
    );
  if (!data) return <Skeleton className="h-32" />;
  return (
    <div className="grid h-32 grid-cols-2 gap-3">
      <Figure
        icon={<Heart strokeWidth={1.5} />}
        label={t("likes")}
        total={data.likes}
        days={data.days}
        of="likes"
      />
      <Figure
        icon={<Download strokeWidth={1.5} />}
        label={t("downloads")}
        total={data.downloads}
        days={data.days}
        of="downloads"
      />
    </div>
  );
}

interface FigureProps {
  icon: React.ReactNode;
  label: string;
  total: number;
  days: ImageFigures["days"];
  of: "likes" | "downloads";
}

function Figure({ icon, label, total, days, of }: FigureProps) {
  const t = useTranslations("viewer.figures");
  const format = useFormatter();
  const month = days.reduce((sum, day) => sum + day[of], 0);
  return (
    <div className="flex min-w-0 flex-col rounded-md border border-line bg-background px-3 py-2.5">
      <p className="flex items-center gap-1.5 text-muted text-sm [&_svg]:size-3.5">
        {icon}
        {label}
      </p>
      <p className="tabular font-semibold text-lg">{format.number(total)}</p>
      <Bars
        days={days.map((day) => ({ day: day.day, value: day[of] }))}
        label={t("byDay", { what: label, count: month })}
      />
      <p className="tabular mt-1 truncate text-muted text-xs">{t("month", { count: month })}</p>
    </div>
  );
}

const HEIGHT = 28;

/** One bar for each day; a day with nothing is a dot on the line. */
function Bars({ days, label }: { days: readonly { day: string; value: number }[]; label: string }) {
  const most = Math.max(1, ...days.map(({ value }) => value));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${days.length * 4 - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="mt-1.5 h-7 w-full flex-1"
    >
      {days.map(({ day, value }, place) => {
        const height = value === 0 ? 1 : Math.max(3, (value / most) * HEIGHT);
        return (
          <rect
            key={day}
            x={place * 4}
            y={HEIGHT - height}
            width={3}
            height={height}
            className={value === 0 ? "fill-line-strong" : "fill-text"}
          />
        );
      })}
    </svg>
  );
}
