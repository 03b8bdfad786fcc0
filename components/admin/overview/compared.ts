import type { ComparedFigure } from "@/lib/stats/schema";

/** Above ten times as much a percentage says nothing any more. */
const MOST = 9;

/** How much a figure has changed, as a share of what it was: 0.5 is half as much again; null where that says nothing. */
export function changeOf({ now, before }: ComparedFigure): number | null {
  const change = before === 0 ? null : (now - before) / before;
  return change === null || change > MOST ? null : change;
}
