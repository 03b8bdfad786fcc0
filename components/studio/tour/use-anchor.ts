"use client";

import { useEffect, useRef, useState } from "react";
import { anchorOf, type TourStep } from "./steps";

/** Where something is in the window. */
export interface Box {
  leftPx: number;
  topPx: number;
  widthPx: number;
  heightPx: number;
}

/** The lower left corner of the window, for a step whose control is not on this screen. */
const nowhere = (): DOMRect => new DOMRect(12, window.innerHeight - 12, 0, 0);

const rectOf = (step: TourStep): DOMRect => anchorOf(step)?.getBoundingClientRect() ?? nowhere();

/**
 * Where the control of a step is: as something to place a popover by, and as a box that follows it while the page
 * scrolls and changes. The control is brought into sight when its step begins.
 */
export function useAnchor(step: TourStep) {
  const latest = useRef(step);
  const anchor = useRef({ getBoundingClientRect: () => rectOf(latest.current) });
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    latest.current = step;
    anchorOf(step)?.scrollIntoView({ block: "nearest" });
    let frame = 0;
    const follow = () => {
      const { left, top, width, height } = rectOf(step);
      setBox((last) => lastIfSame(last, { leftPx: left, topPx: top, widthPx: width, heightPx: height }));
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [step]);
  return { anchor, box };
}

const lastIfSame = (last: Box | null, next: Box): Box =>
  last &&
  last.leftPx === next.leftPx &&
  last.topPx === next.topPx &&
  last.widthPx === next.widthPx &&
  last.heightPx === next.heightPx
    ? last
    : next;
