import type { ImageFilters } from "@/lib/images/client";
import { listImagesInput } from "@/lib/images/schema";

const { shape } = listImagesInput;

/** Filters as the address has them; what is malformed or empty does not count. */
export function parseFilters(read: (name: string) => string | null | undefined): ImageFilters {
  const value = (name: keyof ImageFilters) => {
    const text = read(name)?.trim();
    const parsed = text ? shape[name].safeParse(text) : undefined;
    return parsed?.success ? { [name]: parsed.data } : {};
  };
  const filters: ImageFilters = {
    ...value("q"),
    ...value("from"),
    ...value("to"),
    ...value("model"),
    ...value("ratio"),
    ...value("favorite"),
    ...value("trash"),
  };
  // The wrong way round means the same days.
  if (filters.from && filters.to && filters.from > filters.to)
    return { ...filters, from: filters.to, to: filters.from };
  return filters;
}

/** The address of the library with these filters, in a fixed order. */
export function libraryHref(filters: ImageFilters): string {
  const search = new URLSearchParams();
  for (const name of ["q", "from", "to", "model", "ratio", "favorite", "trash"] as const) {
    const value = filters[name];
    if (value) search.set(name, value);
  }
  return search.size > 0 ? `/library?${search}` : "/library";
}

/** How many of the filters behind the button are set. */
export const countPanelFilters = ({ from, to, model, ratio }: ImageFilters): number =>
  (from || to ? 1 : 0) + (model ? 1 : 0) + (ratio ? 1 : 0);

/** Whether anything narrows the list; being in the trash is a place and not a filter. */
export const isFiltered = (filters: ImageFilters): boolean =>
  Boolean(filters.q || filters.favorite || countPanelFilters(filters));

export const sameFilters = (one: ImageFilters, other: ImageFilters): boolean =>
  libraryHref(one) === libraryHref(other);
