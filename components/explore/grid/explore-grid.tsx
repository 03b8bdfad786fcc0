"use client";

import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
import { type JustifyInput, justifyRows } from "@/components/ui/layout/justify-rows";
import type { GalleryFilters } from "@/lib/gallery/client";
import { authorHref, exploreHref } from "../address";
import type { CellPage } from "../calls";
import type { Cell } from "../cell";
import { useLiked } from "../likes/use-liked";
import { GridCell } from "./grid-cell";
import { MoreLink } from "./more-link";
import { useList } from "./use-list";

interface ExploreGridProps {
  /** What the list is narrowed by; another list needs another `key`. */
  filters: GalleryFilters;
  first: CellPage;
  label: string;
  untitled: string;
  /** Guessed from the request, so that the first paint has the right rows. */
  isPhone: boolean;
}

/** Pictures that are in sight on most screens before anything is scrolled. */
const FIRST_ROWS = 6;

const keyOf = (cell: Cell) => cell.id;
const aspectOf = (cell: Cell) => cell.widthPx / cell.heightPx;

/** The justified rows of public images, with the pages that follow as they come near. */
export function ExploreGrid({ filters, first, label, untitled, isPhone }: ExploreGridProps) {
  const list = useList(filters, first);
  const isNarrow = useIsNarrow(isPhone);
  const rows = isNarrow ? { targetRowHeightPx: 150, gapPx: 4 } : { targetRowHeightPx: 240, gapPx: 8 };
  const box = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(box);
  // Room for what is coming, and no foot of the page under it, which would be pushed away under somebody's eyes.
  const isGrowing = list.nextCursor !== null && list.state !== "failed";
  useLiked(list.cells);
  const { author, sort = "new", tag, q } = filters;
  return (
    <div
      ref={box}
      data-growing={isGrowing && widthPx > 0 ? "" : undefined}
      className={isGrowing ? "pb-[150vh]" : ""}
    >
      <JustifiedGrid
        items={isGrowing ? wholeRows(list.cells, { ...rows, widthPx }) : list.cells}
        keyOf={keyOf}
        aspectOf={aspectOf}
        label={label}
        {...rows}
        renderItem={(cell, index) => (
          <GridCell cell={cell} untitled={untitled} priority={index < FIRST_ROWS} showAuthor={!author} />
        )}
      />
      <MoreLink
        list={list}
        href={author ? authorHref(author, list.nextCursor) : exploreHref({ sort, tag, q }, list.nextCursor)}
      />
    </div>
  );
}

/**
 * Without the pictures of the last row, which the next page may make higher: nothing that is seen moves when it comes.
 * All of them while the width is not known.
 */
function wholeRows(cells: readonly Cell[], layout: Omit<JustifyInput, "aspects">): readonly Cell[] {
  const last = justifyRows({ ...layout, aspects: cells.map(aspectOf) }).at(-1);
  return last && last.start > 0 ? cells.slice(0, last.start) : cells;
}

/** How wide an element is, in CSS pixels; 0 until it has been measured. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) => setWidthPx(entry?.contentRect.width ?? 0));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return widthPx;
}

const NARROW = "(max-width: 40rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

const useIsNarrow = (isPhone: boolean): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => isPhone,
  );
