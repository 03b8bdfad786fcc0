import type { CollectionView } from "@/lib/collections/schema";

/** A collection beside others, with those that lie in it. */
export interface Branch {
  collection: CollectionView;
  children: readonly CollectionView[];
}

/** Collections as they are shown; the list has them in their order already. */
export function treeOf(collections: readonly CollectionView[]): Branch[] {
  const inside = Map.groupBy(collections, ({ parentId }) => parentId);
  return (inside.get(null) ?? []).map((collection) => ({
    collection,
    children: inside.get(collection.id) ?? [],
  }));
}

/** The branches in which a text occurs; a parent stays for the sake of what lies in it. */
export function branchesWith(branches: readonly Branch[], text: string): Branch[] {
  const wanted = text.trim().toLowerCase();
  const has = ({ name }: CollectionView) => name.toLowerCase().includes(wanted);
  return branches.flatMap(({ collection, children }) => {
    if (has(collection)) return [{ collection, children }];
    const found = children.filter(has);
    return found.length > 0 ? [{ collection, children: found }] : [];
  });
}

/** The ids beside each other under one parent, or at the top. */
export const siblingsOf = (collections: readonly CollectionView[], parentId: string | null): string[] =>
  collections.filter((one) => one.parentId === parentId).map(({ id }) => id);

/** The order after one of them went a place up (-1) or down (1); null where it cannot. */
export function movedBy(ids: readonly string[], id: string, by: -1 | 1): string[] | null {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return null;
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** The order after one of them was put to one side of another; null where nothing changes. */
export function movedBeside(
  ids: readonly string[],
  id: string,
  target: string,
  side: "before" | "after",
): string[] | null {
  if (id === target || !ids.includes(id) || !ids.includes(target)) return null;
  const rest = ids.filter((one) => one !== id);
  const at = rest.indexOf(target) + (side === "after" ? 1 : 0);
  const next = [...rest.slice(0, at), id, ...rest.slice(at)];
  return next.every((one, index) => one === ids[index]) ? null : next;
}

/** Puts those under one parent into another order, where they stand in the list. */
export function inOrder(collections: readonly CollectionView[], ids: readonly string[]): CollectionView[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const sorted = collections
    .filter(({ id }) => places.has(id))
    .sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  return collections.map((one) => (places.has(one.id) ? (sorted.shift() ?? one) : one));
}

/** Where a collection may be put: top-level ones beside its own parent; nowhere when something lies in it. */
export function parentsFor(
  collections: readonly CollectionView[],
  collection: CollectionView,
): CollectionView[] {
  if (collections.some(({ parentId }) => parentId === collection.id)) return [];
  return collections.filter(
    ({ id, parentId }) => parentId === null && id !== collection.id && id !== collection.parentId,
  );
}
