"use client";

import { create } from "zustand";

export type Overlay = "palette" | "keyboard";

interface OverlayState {
  /** What lies over the page; one at a time. */
  overlay: Overlay | null;
  /** What had the focus before the first of them opened, and gets it back after the last. */
  origin: Element | null;
  show: (overlay: Overlay | null) => void;
}

/** Which of the two windows that open from everywhere is open: the palette, or the help on keys. */
export const useOverlay = create<OverlayState>()((set) => ({
  overlay: null,
  origin: null,
  show: (overlay) =>
    set((now) => ({
      overlay,
      origin: now.overlay === null && overlay !== null ? document.activeElement : now.origin,
    })),
}));
