"use client";

import { type RefObject, useLayoutEffect, useState } from "react";

export interface VisibleBand {
  widthPx: number;
  /** The part of the element to draw, measured from its top: the screen and one more on either side. */
  fromPx: number;
  toPx: number;
}

/** Follows an element's width and the part of it that is on screen; null until measured or when off. */
export function useVisibleBand(element: RefObject<HTMLElement | null>, enabled: boolean): VisibleBand | null {
  const [band, setBand] = useState<VisibleBand | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!enabled || !target) return;
    let frame = 0;
    const measure = () => {
      frame = 0;
      const now = element.current;
      if (!now) return;
      const box = now.getBoundingClientRect();
      const screenPx = window.innerHeight;
      // Steps of half a screen keep scrolling from rendering on every frame.
      const stepPx = Math.max(1, screenPx / 2);
      const topPx = Math.floor(-box.top / stepPx) * stepPx;
      const next = { widthPx: box.width, fromPx: topPx - screenPx, toPx: topPx + screenPx * 2 + stepPx };
      setBand((last) =>
        last && last.widthPx === next.widthPx && last.fromPx === next.fromPx && last.toPx === next.toPx
          ? last
          : next,
      );
    };
    const plan = () => {
      if (frame === 0) frame = requestAnimationFrame(measure);
    };
    measure();
    const observer = new ResizeObserver(plan);
    observer.observe(target);
    window.addEventListener("scroll", plan, { passive: true });
    window.addEventListener("resize", plan);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      window.removeEventListener("scroll", plan);
      window.removeEventListener("resize", plan);
    };
  }, [element, enabled]);
  return enabled ? band : null;
}
