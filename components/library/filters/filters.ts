import type { ImageFilters } from "@/lib/images/client";
import { listImagesInput } from "@/lib/images/schema";

const { shape } = listImagesInput;

/** What the address says, in this order: first the place, then what narrows it. */
const names = [
  "collection",
  "trash",
  "q",
  "tag",
  "origin",
  "publication",
  "from",
  "to",
  "model",
  "ratio",
  "favorite",
] as const satisfies readonly (keyof ImageFilters)[];

/** Filters as the address has them; what is malformed or empty does not count. */
export function parseFilters(read: (name: string) => string | null | undefined): ImageFilters {
  const value = (name: keyof ImageFilters) => {
    const text = read(name)?.trim();
    const parsed = text ? shape[name].safeParse(text) : undefined;
    return parsed?.success ? { [name]: parsed.data } : {};
  };
  const filters: ImageFilters = Object.assign({}, ...names.map(value));
  // The wrong way round means the same days.
  if (filters.from && filters.to && filters.from > filters.to)
    return { ...filters, from: filters.to, to: filters.from };
  return filters;
}

/** The address of the library with these filters, in a fixed order. */
export function libraryHref(filters: ImageFilters): string {
  const search = new URLSearchParams();
  for (const name of names) {
    const value = filters[name];
    if (value) search.set(name, value);
  }
  return search.size > 0 ? `/library?${search}` : "/library";
}

/** Where in the library somebody is; favourites are a place as long as nothing else narrows it. */
export const placeOf = ({ collection, trash }: ImageFilters): ImageFilters => ({
  ...(collection && { collection }),
  ...(trash && { trash }),
});

/** How many of the filters behind the button are set. */
export const countPanelFilters = (filters: ImageFilters): number =>
  (filters.from || filters.to ? 1 : 0) +
  [filters.model, filters.ratio, filters.tag, filters.origin, filters.publication].filter(Boolean).length;

/** The change that takes all of those away. */
export const clearedPanel: ImageFilters = {
  from: undefined,
  to: undefined,
  model: undefined,
  ratio: undefined,
  tag: undefined,
  origin: undefined,
  publication: undefined,
};

/** Whether anything narrows the list; the trash and a collection are places and not filters. */
export const isFiltered = (filters: ImageFilters): boolean =>
  Boolean(filters.q || filters.favorite || countPanelFilters(filters));

export const sameFilters = (one: ImageFilters, other: ImageFilters): boolean =>
  libraryHref(one) === libraryHref(other);

export type EmptyKind =
  | "library"
  | "collection"
  | "uncollected"
  | "trash"
  | "favorites"
  | "public"
  | "uploaded"
  | "match";

/** What it means that a list with these filters is empty. */
export function emptyKind(filters: ImageFilters): EmptyKind {
  if (isFiltered(filters)) {
    const only = (one: ImageFilters) => sameFilters(filters, one);
    if (only({ favorite: "true" })) return "favorites";
    if (only({ publication: "public" })) return "public";
    if (only({ origin: "uploaded" })) return "uploaded";
    return "match";
  }
  if (filters.trash) return "trash";
  if (filters.collection === "none") return "uncollected";
  return filters.collection ? "collection" : "library";
}
