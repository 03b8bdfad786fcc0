/** What a list of public images is narrowed by; `author` has a page of its own. */
export interface ExploreFilters {
  sort: "new" | "popular";
  tag?: string;
  q?: string;
}

/** The address of a list, from `cursor` on where one is given. */
export function exploreHref({ sort, tag, q }: ExploreFilters, cursor?: string | null): string {
  const search = new URLSearchParams();
  if (q) search.set("q", q);
  else if (sort !== "new") search.set("sort", sort);
  if (tag) search.set("tag", tag);
  if (cursor) search.set("cursor", cursor);
  return search.size > 0 ? `/explore?${search}` : "/explore";
}

export function authorHref(username: string, cursor?: string | null): string {
  const path = `/authors/${encodeURIComponent(username)}`;
  return cursor ? `${path}?${new URLSearchParams({ cursor })}` : path;
}

/** Where a visitor goes to do what only members can, and comes back from. */
export const signInHref = (next: string): string => `/sign-in?next=${encodeURIComponent(next)}`;
