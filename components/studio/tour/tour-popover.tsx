"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/popover";
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/form/button";
import { useUiLabels } from "@/components/ui/labels";
import { Spotlight } from "./spotlight";
import { anchorOf, type TourStep, tourSteps } from "./steps";
import { type Box, useAnchor } from "./use-anchor";

/**
 * The tour itself: a small window beside the control that it speaks of. The page stays usable meanwhile; Escape ends
 * it and gives the focus back to what had it, or to the prompt.
 */
export function TourPopover({ onEnd }: { onEnd: () => void }) {
  const t = useTranslations("tour");
  const [place, setPlace] = useState(0);
  const before = useRef<Element | null>(null);
  const nextButton = useRef<HTMLButtonElement>(null);
  const step = tourSteps[place] ?? tourSteps[0];
  const isLast = place === tourSteps.length - 1;
  const { anchor, box } = useAnchor(step);
  const titleId = useId();
  const textId = useId();
  const go = (by: 1 | -1) => setPlace(Math.min(Math.max(place + by, 0), tourSteps.length - 1));
  const walk = (event: KeyboardEvent) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    event.preventDefault();
    go(event.key === "ArrowRight" ? 1 : -1);
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    const last = before.current?.isConnected && before.current !== document.body ? before.current : null;
    const target = last ?? anchorOf("prompt");
    if (target instanceof HTMLElement) target.focus();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onEnd()}>
      <Radix.Anchor virtualRef={anchor} />
      <Spotlight box={box} />
      <Radix.Portal>
        <Radix.Content
          side={sideOf(step, box)}
          align="start"
          sideOffset={12}
          collisionPadding={12}
          updatePositionStrategy="always"
          aria-labelledby={titleId}
          aria-describedby={textId}
          onKeyDown={walk}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            before.current = document.activeElement;
            nextButton.current?.focus();
          }}
          onCloseAutoFocus={giveFocusBack}
          // The page stays usable: only Escape and the buttons end the tour.
          onInteractOutside={(event) => event.preventDefault()}
          className="z-40 flex w-80 max-w-[calc(100vw-1.5rem)] animate-pop-in flex-col gap-3 rounded-md border border-line bg-raised p-4 shadow-raised focus-visible:outline-none"
        >
          <div aria-live="polite" className="flex flex-col gap-1 pr-8">
            <p className="tabular text-muted text-xs">
              {t("place", { place: place + 1, count: tourSteps.length })}
            </p>
            <h2 id={titleId} className="font-semibold text-lg">
              {t(`steps.${step}.title`)}
            </h2>
            <p id={textId} className="text-muted">
              {t(`steps.${step}.text`)}
            </p>
          </div>
          <Buttons
            isFirst={place === 0}
            isLast={isLast}
            nextButton={nextButton}
            onBack={() => go(-1)}
            onNext={() => (isLast ? onEnd() : go(1))}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What the popover needs beside a control, its distance included. */
const BESIDE_PX = 350;

/** Beside the composer where the window has room for it, above the dock of phones, below headings and links. */
function sideOf(step: TourStep, box: Box | null): "right" | "top" | "bottom" {
  if (step === "results" || step === "library") return "bottom";
  return box && box.leftPx + box.widthPx + BESIDE_PX > window.innerWidth ? "top" : "right";
}

interface ButtonsProps {
  isFirst: boolean;
  isLast: boolean;
  nextButton: RefObject<HTMLButtonElement | null>;
  onBack: () => void;
  onNext: () => void;
}

/** The way back stays in its place at the first step, so that the focus is never lost with it. */
function Buttons({ isFirst, isLast, nextButton, onBack, onNext }: ButtonsProps) {
  const t = useTranslations("tour");
  const labels = useUiLabels();
  return (
    <>
      <div className="flex items-center justify-end gap-2">
        <Button
          size="sm"
          variant="ghost"
          aria-disabled={isFirst}
          className="aria-disabled:opacity-50"
          onClick={onBack}
        >
          {t("back")}
        </Button>
        <Button ref={nextButton} size="sm" onClick={onNext}>
          {t(isLast ? "done" : "next")}
        </Button>
      </div>
      <Radix.Close asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={isLast ? labels.close : t("skip")}
          className="absolute top-2.5 right-2.5"
        >
          <X strokeWidth={1.5} />
        </Button>
      </Radix.Close>
    </>
  );
}
