"use client";

import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 48rem)";

function subscribe(tell: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}

/** Whether the screen is too narrow for panels beside their buttons: below Tailwind's `md`. False on the server. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => !window.matchMedia(WIDE).matches,
    () => false,
  );
