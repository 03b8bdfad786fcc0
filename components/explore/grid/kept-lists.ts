import type { CellPage } from "../calls";

/** So many lists are remembered; who has looked at more will not go back to the first. */
const MAX_LISTS = 12;

const lists = new Map<string, CellPage>();

/**
 * Lists as far as they were scrolled, so that going back finds its place. A key names the list and its first image:
 * a list that begins anew is another one.
 */
export const listKey = (name: string, first: CellPage): string => `${name} ${first.cells[0]?.id ?? ""}`;

export const keptList = (key: string): CellPage | undefined => lists.get(key);

export function keepList(key: string, page: CellPage): void {
  lists.delete(key);
  lists.set(key, page);
  for (const oldest of lists.keys()) {
    if (lists.size <= MAX_LISTS) return;
    lists.delete(oldest);
  }
}
