"use client";

import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/form/button";
import type { Zoom } from "./use-zoom";

/** For those without a wheel; on phones fingers do it. */
export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const percent = format.number(zoom.view.scale, "percent");
  return (
    <div className="absolute bottom-4 left-1/2 hidden -translate-x-1/2 items-center gap-0.5 rounded-md border border-line bg-raised p-0.5 shadow-raised sm:flex">
      <Button variant="ghost" size="icon-sm" aria-label={t("zoomOut")} onClick={() => zoom.zoomBy(1 / 1.5)}>
        <ZoomOut strokeWidth={1.5} />
      </Button>
      <Button
        variant="ghost"
        size="sm"
        className="tabular min-w-20"
        aria-label={zoom.isFitting ? t("actualSize", { percent }) : t("fitScreen", { percent })}
        onClick={() => zoom.toggle()}
      >
        {zoom.isFitting ? null : <Maximize strokeWidth={1.5} />}
        {percent}
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={t("zoomIn")} onClick={() => zoom.zoomBy(1.5)}>
        <ZoomIn strokeWidth={1.5} />
      </Button>
    </div>
  );
}
