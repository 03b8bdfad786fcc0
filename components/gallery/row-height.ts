"use client";

import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 40rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/**
 * The height that rows of pictures aim at. The server guesses from the request whether it is a phone, so that
 * the first paint has the right rows; the browser knows better where the guess was wrong.
 */
export function useRowHeight(isPhone: boolean): number {
  const isNarrow = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => isPhone,
  );
  return isNarrow ? 90 : 220;
}

/** The same rows as classes for the first paint, whatever the server guessed; the gaps are those of the grids. */
export const rowHeightClass =
  "[--row-gap:4px] [--row-height:90px] [@media(min-width:40.0625rem)]:[--row-gap:8px] [@media(min-width:40.0625rem)]:[--row-height:220px]";
