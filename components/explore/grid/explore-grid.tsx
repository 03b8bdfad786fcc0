"use client";

import type { ReactNode } from "react";
import { type RowSteps, rowGapPx, useRowHeight } from "@/components/gallery/row-height";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
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
  /** What is said when the list has ended without a picture: a search may need several pages to know. */
  empty?: ReactNode;
}

/** Pictures that are in sight on most screens before anything is scrolled. */
const FIRST_ROWS = 6;

/** On phones a portrait and a landscape fit beside each other. */
const steps: RowSteps = { phone: 128, tablet: 200, wide: 240 };
/** The same for the first paint, whatever the server guessed. */
const rowsClass =
  "[--row-gap:4px] [--row-height:128px] [@media(min-width:40.0625rem)]:[--row-gap:8px] [@media(min-width:40.0625rem)]:[--row-height:200px] [@media(min-width:72.0625rem)]:[--row-height:240px]";

const keyOf = (cell: Cell) => cell.id;
const aspectOf = (cell: Cell) => cell.widthPx / cell.heightPx;

/** The justified rows of public images, with the pages that follow as they come near. */
export function ExploreGrid({ filters, first, label, untitled, isPhone, empty }: ExploreGridProps) {
  const list = useList(filters, first);
  const targetRowHeightPx = useRowHeight(isPhone, steps);
  // Room for what is coming; the grid says so to the frame, whose foot would be pushed away under somebody's eyes.
  const isGrowing = list.nextCursor !== null && list.state !== "failed";
  useLiked(list.cells);
  const { author, sort = "new", tag, q } = filters;
  if (empty && list.cells.length === 0 && list.nextCursor === null) return empty;
  return (
    <div className={isGrowing ? "pb-[150vh]" : ""}>
      <JustifiedGrid
        items={list.cells}
        growing={isGrowing}
        keyOf={keyOf}
        aspectOf={aspectOf}
        label={label}
        className={rowsClass}
        targetRowHeightPx={targetRowHeightPx}
        gapPx={rowGapPx(targetRowHeightPx, steps)}
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
