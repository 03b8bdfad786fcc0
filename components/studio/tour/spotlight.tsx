"use client";

import type { Box } from "./use-anchor";

/** What the ring takes around the control: its distance and its line. */
const RING_PX = 6;

/** A ring around the control that the tour speaks of, whole where the control ends with the window; presses go through. */
export function Spotlight({ box }: { box: Box | null }) {
  if (!box || box.widthPx === 0) return null;
  const height = Math.min(box.heightPx, window.innerHeight - RING_PX - box.topPx);
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed z-40 rounded-sm outline-2 outline-text outline-offset-4"
      style={{ left: box.leftPx, top: box.topPx, width: box.widthPx, height }}
    />
  );
}
