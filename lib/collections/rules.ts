/** Most collections of one person. */
export const MAX_COLLECTIONS = 500;

export interface CollectionPlace {
  id: string;
  parentId: string | null;
}

/**
 * Whether a collection may lie in another one: they nest one level. `parent` is the one that it would lie in, null for
 * the top; `children` is how many lie in it itself.
 */
export function placeFault(
  parent: CollectionPlace | null,
  children: number,
): "collection_too_deep" | "collection_has_children" | null {
  if (parent === null) return null;
  if (parent.parentId !== null) return "collection_too_deep";
  return children > 0 ? "collection_has_children" : null;
}

/** All that stand beside each other in a new order: those that are named first, then the others as they stood. */
export const newOrder = (now: readonly string[], wanted: readonly string[]): string[] => [
  ...new Set([...wanted, ...now]),
];
