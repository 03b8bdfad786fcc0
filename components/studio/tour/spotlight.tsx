"use client";

import type { Box } from "./use-anchor";

/** A ring around the control that the tour speaks of; presses go through it. */
export function Spotlight({ box }: { box: Box | null }) {
  if (!box || box.widthPx === 0) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed z-40 rounded-sm outline-2 outline-text outline-offset-4"
      style={{ left: box.leftPx, top: box.topPx, width: box.widthPx, height: box.heightPx }}
    />
  );
}
