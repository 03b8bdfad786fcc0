"use client";

import { type CSSProperties, type ReactNode, useMemo, useRef } from "react";
import { clampAspect, gridHeightPx, type JustifiedRow, rowsBetween } from "./justify-rows";
import { useRows } from "./use-rows";

interface JustifiedGridProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Width divided by height, known before the picture is. */
  aspectOf: (item: T) => number;
  /** Fills its cell: give the outermost element `h-full w-full`. */
  renderItem: (item: T, index: number) => ReactNode;
  /** Names the list. */
  label: string;
  /** Rows are at least about this high; 220 unless told otherwise. */
  targetRowHeightPx?: number;
  gapPx?: number;
  /**
   * Joined as it is: merging classes costs more script than the whole grid, and small pages use it. It may set
   * `--row-height` and `--row-gap` by media queries; the first paint is right then, whatever the server guessed.
   */
  className?: string;
  /** More items are on their way: the last row, which they will change, is not drawn before they are here. */
  growing?: boolean;
}

/**
 * Pictures in rows of equal height with their real shapes. The first paint is laid out by CSS alone, so
 * nothing moves when scripts arrive; long lists are windowed afterwards by the same rule.
 */
export function JustifiedGrid<T>(props: JustifiedGridProps<T>) {
  const {
    items,
    keyOf,
    aspectOf,
    renderItem,
    label,
    targetRowHeightPx = 220,
    gapPx = 8,
    className = "",
    growing = false,
  } = props;
  const grid = useRef<HTMLUListElement>(null);
  const aspects = useMemo(() => items.map((item) => clampAspect(aspectOf(item))), [items, aspectOf]);
  const { band, rows, end, isCut, isGrowing } = useRows(grid, { aspects, targetRowHeightPx, gapPx, growing });
  const shown = band
    ? rowsBetween(rows, band.fromPx, band.toPx).flatMap((row) =>
        aspects.slice(row.start, row.end).map((aspect, offset) => {
          const index = row.start + offset;
          return { index, style: placed(row, aspects.slice(row.start, index), aspect, gapPx) };
        }),
      )
    : aspects.slice(0, end).map((aspect, index) => ({ index, style: flowing(aspect, targetRowHeightPx) }));
  return (
    <ul
      ref={grid}
      aria-label={label}
      data-growing={isGrowing ? "" : undefined}
      className={`${band ? "relative" : "flex flex-wrap"} ${className}`}
      style={band ? { height: gridHeightPx(rows) } : { gap: `var(--row-gap, ${gapPx}px)` }}
    >
      {shown.map(({ index, style }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={keyOf(item)}
            className="min-w-0 overflow-hidden"
            style={style}
            aria-posinset={band ? index + 1 : undefined}
            aria-setsize={band ? items.length : undefined}
          >
            {renderItem(item, index)}
          </li>
        );
      })}
      {/* Takes the rest of the last row, so that its pictures keep their height. */}
      {band || isCut ? null : (
        <li
          aria-hidden
          style={{ flex: `${SHARE * 10_000} 1 0`, marginLeft: `calc(-1 * var(--row-gap, ${gapPx}px))` }}
        />
      )}
    </ul>
  );
}

/** Shares of a line must come to more than one, or the browser leaves a part of it empty: a portrait alone is 0.56. */
const SHARE = 100;

const flowing = (aspect: number, heightPx: number): CSSProperties => ({
  flex: `${aspect * SHARE} 1 calc(${aspect} * var(--row-height, ${heightPx}px))`,
  aspectRatio: aspect,
});

function placed(row: JustifiedRow, before: readonly number[], aspect: number, gapPx: number): CSSProperties {
  const leftPx = before.reduce((sum, one) => sum + one * row.heightPx + gapPx, 0);
  return {
    position: "absolute",
    top: row.topPx,
    left: leftPx,
    width: aspect * row.heightPx,
    height: row.heightPx,
  };
}
