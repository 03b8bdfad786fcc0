"use client";

import { ChevronLeft, ChevronRight, Info, X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/form/button";

interface ViewerHeadProps {
  index: number;
  count: number;
  infoOpen: boolean;
  onInfo: () => void;
  actions: ReactNode;
}

export function ViewerHead({ index, count, infoOpen, onInfo, actions }: ViewerHeadProps) {
  const t = useTranslations("viewer");
  return (
    <div className="flex h-14 shrink-0 items-center gap-1 border-line border-b px-safe">
      <Radix.Title className="sr-only" aria-live="polite">
        {t("title", { index: index + 1, count })}
      </Radix.Title>
      <span className="tabular text-muted text-sm" aria-hidden>
        {index + 1} / {count}
      </span>
      <div className="ml-auto flex items-center gap-1">
        <div className="hidden items-center gap-1 sm:flex">{actions}</div>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t("info")}
          aria-pressed={infoOpen}
          onClick={onInfo}
          className="sm:ml-2"
        >
          <Info strokeWidth={1.5} />
        </Button>
        <Radix.Close asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t("close")}>
            <X strokeWidth={1.5} />
          </Button>
        </Radix.Close>
      </div>
    </div>
  );
}

interface NeighbourButtonsProps {
  /** Null at the ends of the list. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}

/** At both sides of the picture; phones swipe instead. */
export function NeighbourButtons({ onPrevious, onNext }: NeighbourButtonsProps) {
  const t = useTranslations("viewer");
  const look = "absolute top-1/2 hidden -translate-y-1/2 rounded-full shadow-raised sm:inline-flex";
  return (
    <>
      {onPrevious ? (
        <Button size="icon" aria-label={t("previous")} onClick={onPrevious} className={`${look} left-4`}>
          <ChevronLeft strokeWidth={1.5} className="size-5" />
        </Button>
      ) : null}
      {onNext ? (
        <Button size="icon" aria-label={t("next")} onClick={onNext} className={`${look} right-4`}>
          <ChevronRight strokeWidth={1.5} className="size-5" />
        </Button>
      ) : null}
    </>
  );
}
