export interface JustifiedRow {
  /** Index of the first item and the index after the last one. */
  start: number;
  end: number;
  heightPx: number;
  /** From the top of the grid. */
  topPx: number;
}

export interface JustifyInput {
  /** Width divided by height, one per item. */
  aspects: readonly number[];
  widthPx: number;
  targetRowHeightPx: number;
  gapPx: number;
}

/** Extreme shapes are laid out as if they were less extreme; the picture is then cropped to its cell. */
export const clampAspect = (aspect: number): number =>
  Number.isFinite(aspect) && aspect > 0 ? Math.min(4, Math.max(0.25, aspect)) : 1;

/**
 * Breaks items into rows of equal height. An item joins the row while it fits at the target height; then
 * the row grows to the full width. The last row keeps the target height. This is exactly what a wrapping
 * flex container does with `flex: 100·aspect 1 aspect·target`, so a page drawn by CSS alone does not move when
 * this takes over. All lengths are CSS pixels.
 */
export function justifyRows({ aspects, widthPx, targetRowHeightPx, gapPx }: JustifyInput): JustifiedRow[] {
  if (widthPx <= 0) return [];
  const rows: JustifiedRow[] = [];
  let start = 0;
  let sum = 0;
  let topPx = 0;
  const close = (end: number, isLast: boolean) => {
    const fullHeightPx = (widthPx - gapPx * (end - start - 1)) / sum;
    const heightPx = isLast ? Math.min(targetRowHeightPx, fullHeightPx) : fullHeightPx;
    rows.push({ start, end, heightPx, topPx });
    topPx += heightPx + gapPx;
    start = end;
    sum = 0;
  };
  aspects.forEach((raw, index) => {
    const aspect = clampAspect(raw);
    const naturalPx = (sum + aspect) * targetRowHeightPx + gapPx * (index - start);
    if (index > start && naturalPx > widthPx) close(index, false);
    sum += aspect;
  });
  if (aspects.length > start) close(aspects.length, true);
  return rows;
}

/** The height of the whole grid. */
export function gridHeightPx(rows: readonly JustifiedRow[]): number {
  const last = rows.at(-1);
  return last ? last.topPx + last.heightPx : 0;
}

/** The rows that touch the band between two offsets from the top of the grid, found by halving. */
export function rowsBetween(
  rows: readonly JustifiedRow[],
  fromPx: number,
  toPx: number,
): readonly JustifiedRow[] {
  const firstAtOrAfter = (test: (row: JustifiedRow) => boolean) => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle];
      if (row && test(row)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return rows.slice(
    firstAtOrAfter((row) => row.topPx + row.heightPx >= fromPx),
    firstAtOrAfter((row) => row.topPx > toPx),
  );
}
