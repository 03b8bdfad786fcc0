"use client";

import { useSyncExternalStore } from "react";

/** How high rows of pictures aim to be, in CSS pixels, by the width of the screen. */
export interface RowSteps {
  phone: number;
  /** Lower than on wide screens, so that two landscapes stand side by side and not one alone. */
  tablet: number;
  wide: number;
}

const PHONE = "(max-width: 40rem)";
const TABLET = "(max-width: 72rem)";

function subscribe(listener: () => void): () => void {
  const queries = [PHONE, TABLET].map((text) => window.matchMedia(text));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

function currentStep(): keyof RowSteps {
  if (window.matchMedia(PHONE).matches) return "phone";
  return window.matchMedia(TABLET).matches ? "tablet" : "wide";
}

const ownRows: RowSteps = { phone: 90, tablet: 190, wide: 220 };

/**
 * The height that rows of pictures aim at. The server guesses from the request whether it is a phone; the browser
 * knows better where the guess was wrong, and the classes below keep the first paint right until then.
 */
export function useRowHeight(isPhone: boolean, steps: RowSteps = ownRows): number {
  const step = useSyncExternalStore(subscribe, currentStep, () => (isPhone ? "phone" : "wide"));
  return steps[step];
}

/** The gap that belongs to a height, as in the classes. */
export const rowGapPx = (heightPx: number, steps: RowSteps = ownRows): number =>
  heightPx === steps.phone ? 4 : 8;

/** The same rows as classes for the first paint, whatever the server guessed. */
export const rowHeightClass =
  "[--row-gap:4px] [--row-height:90px] [@media(min-width:40.0625rem)]:[--row-gap:8px] [@media(min-width:40.0625rem)]:[--row-height:190px] [@media(min-width:72.0625rem)]:[--row-height:220px]";
