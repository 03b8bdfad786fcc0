import { headers } from "next/headers";
import type { ExploreFilters } from "@/components/explore/address";
import type { CellPage } from "@/components/explore/calls";
import { toCell } from "@/components/explore/cell";
import { isPhoneAgent } from "@/components/gallery/phone-agent";
import { type GalleryPage, listGalleryInput } from "@/lib/gallery/schema";

export type Search = Record<string, string | string[] | undefined>;

const { shape } = listGalleryInput;

export const first = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** What an address asks for; a part of it that means nothing is left out. */
export function filtersOf(search: Search): ExploreFilters {
  const sort = shape.sort.safeParse(first(search.sort));
  const tag = shape.tag.safeParse(first(search.tag));
  const q = shape.q.safeParse(first(search.q)?.slice(0, 100));
  return {
    sort: sort.data ?? "new",
    ...(tag.data ? { tag: tag.data } : {}),
    ...(q.data ? { q: q.data } : {}),
  };
}

export const toCellPage = ({ items, nextCursor }: GalleryPage): CellPage => ({
  cells: items.map(toCell),
  nextCursor,
});

export const asksFromPhone = async (): Promise<boolean> => isPhoneAgent((await headers()).get("user-agent"));
