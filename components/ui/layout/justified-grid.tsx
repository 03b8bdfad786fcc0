"use client";

import { type CSSProperties, type ReactNode, useMemo, useRef } from "react";
import { clampAspect, gridHeightPx, type JustifiedRow, justifyRows, rowsBetween } from "./justify-rows";
import { useVisibleBand } from "./visible-band";

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
}

/** From so many items on only the rows near the screen are in the document. */
const WINDOWED_FROM = 120;

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
  } = props;
  const grid = useRef<HTMLUListElement>(null);
  const band = useVisibleBand(grid, items.length >= WINDOWED_FROM);
  const aspects = useMemo(() => items.map((item) => clampAspect(aspectOf(item))), [items, aspectOf]);
  const widthPx = band?.widthPx ?? 0;
  const rows = useMemo(
    () => justifyRows({ aspects, widthPx, targetRowHeightPx, gapPx }),
    [aspects, widthPx, targetRowHeightPx, gapPx],
  );
  const shown = band
    ? rowsBetween(rows, band.fromPx, band.toPx).flatMap((row) =>
        aspects.slice(row.start, row.end).map((aspect, offset) => {
          const index = row.start + offset;
          return { index, style: placed(row, aspects.slice(row.start, index), aspect, gapPx) };
        }),
      )
    : aspects.map((aspect, index) => ({ index, style: flowing(aspect, targetRowHeightPx) }));
  return (
    <ul
      ref={grid}
      aria-label={label}
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
      {band ? null : (
        <li aria-hidden style={{ flex: "10000 1 0", marginLeft: `calc(-1 * var(--row-gap, ${gapPx}px))` }} />
      )}
    </ul>
  );
}

const flowing = (aspect: number, heightPx: number): CSSProperties => ({
  flex: `${aspect} 1 calc(${aspect} * var(--row-height, ${heightPx}px))`,
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
