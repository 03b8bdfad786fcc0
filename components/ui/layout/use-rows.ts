"use client";

import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { type JustifiedRow, justifyRows } from "./justify-rows";
import { useVisibleBand, type VisibleBand } from "./visible-band";

/** From so many items on only the rows near the screen are in the document. */
const WINDOWED_FROM = 120;

interface RowsInput {
  aspects: readonly number[];
  targetRowHeightPx: number;
  gapPx: number;
  /** More items are on their way. */
  growing: boolean;
}

interface Rows {
  /** Null while the browser lays the rows out by itself. */
  band: VisibleBand | null;
  rows: readonly JustifiedRow[];
  /** The items before this one are drawn. */
  end: number;
  /** The last row is left out, so every row that is drawn is full. */
  isCut: boolean;
  /** More items are on their way, and this is seen to here: scripts run. */
  isGrowing: boolean;
}

/**
 * The rows of a grid. While more items come, the last row is left out: they would make it higher, and what stands in it
 * would move under somebody's eyes. Until the width is known every item is drawn.
 */
export function useRows(grid: RefObject<HTMLElement | null>, input: RowsInput): Rows {
  const { aspects, targetRowHeightPx, gapPx, growing } = input;
  const band = useVisibleBand(grid, aspects.length >= WINDOWED_FROM);
  const ownWidthPx = useWidth(grid, growing);
  const widthPx = band?.widthPx ?? ownWidthPx;
  const rows = useMemo(
    () => justifyRows({ aspects, widthPx, targetRowHeightPx, gapPx }),
    [aspects, widthPx, targetRowHeightPx, gapPx],
  );
  const isCut = growing && rows.length > 1;
  const drawn = isCut ? rows.slice(0, -1) : rows;
  const end = isCut ? (drawn.at(-1)?.end ?? 0) : aspects.length;
  return { band, rows: drawn, end, isCut, isGrowing: growing && widthPx > 0 };
}

/** How wide an element is, in CSS pixels; 0 until it has been measured. */
function useWidth(element: RefObject<HTMLElement | null>, enabled: boolean): number {
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!enabled || !target) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width ?? 0));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, enabled]);
  return widthPx;
}
