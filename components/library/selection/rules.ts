/** The ids between two of them in the order of the list, both included; only the target where the anchor is gone. */
export function rangeBetween(order: readonly string[], anchor: string | null, target: string): string[] {
  const to = order.indexOf(target);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  if (to < 0) return [];
  if (from < 0) return [target];
  return order.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** The selection after a press with Shift: the range takes over what the anchor is, selected or not. */
export function selectRange(
  selected: ReadonlySet<string>,
  order: readonly string[],
  anchor: string | null,
  target: string,
): Set<string> {
  const next = new Set(selected);
  const removes = anchor !== null && order.includes(anchor) && !selected.has(anchor);
  for (const id of rangeBetween(order, anchor, target)) {
    if (removes) next.delete(id);
    else next.add(id);
  }
  return next;
}

export function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

export interface CellBox {
  index: number;
  leftPx: number;
  rightPx: number;
  topPx: number;
}

export type Direction = "left" | "right" | "up" | "down";

/**
 * The cell that an arrow key leads to. Left and right follow the list; up and down go to the nearest row and
 * there to the cell under or over the middle of this one. Null at the edges.
 */
export function neighbourOf(cells: readonly CellBox[], from: CellBox, direction: Direction): number | null {
  if (direction === "left" || direction === "right") {
    const index = from.index + (direction === "right" ? 1 : -1);
    return cells.some((cell) => cell.index === index) ? index : null;
  }
  const sign = direction === "down" ? 1 : -1;
  const beyond = cells.filter((cell) => (cell.topPx - from.topPx) * sign > 1);
  const distances = beyond.map((cell) => Math.abs(cell.topPx - from.topPx));
  const nearest = Math.min(...distances);
  const row = beyond.filter((_, at) => (distances[at] ?? 0) - nearest < 2);
  const middle = (from.leftPx + from.rightPx) / 2;
  const away = (cell: CellBox) => Math.max(cell.leftPx - middle, middle - cell.rightPx, 0);
  return (
    row.reduce<CellBox | null>((best, cell) => (best && away(best) <= away(cell) ? best : cell), null)
      ?.index ?? null
  );
}
