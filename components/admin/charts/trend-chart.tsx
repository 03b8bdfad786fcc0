"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import type { TrendChartProps } from "./trend-lines";

// The drawing library is large, and nothing on the page waits for it.
const TrendLines = dynamic(() => import("./trend-lines").then((file) => file.TrendLines), {
  ssr: false,
  loading: () => <Skeleton className="h-56 w-full" />,
});

/** How figures went from day to day: lines for eyes, the same numbers as a table for everybody else. */
export function TrendChart(props: TrendChartProps) {
  return (
    <figure className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-4">
      <figcaption className="font-medium text-sm">{props.label}</figcaption>
      <TrendLines {...props} />
    </figure>
  );
}
