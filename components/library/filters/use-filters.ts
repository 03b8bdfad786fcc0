"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import type { ImageFilters } from "@/lib/images/client";
import { libraryHref, parseFilters } from "./filters";

/** How far each list was scrolled when it was left, for as long as the page lives. */
const depths = new Map<string, number>();

function inAddress(): ImageFilters {
  const search = new URLSearchParams(window.location.search);
  return parseFilters((name) => search.get(name));
}

export interface Filters {
  filters: ImageFilters;
  /** Changes some of them; the back button leaves the place as before. */
  narrow: (change: ImageFilters) => void;
  /** Goes to another place of the library; the back button returns from it. */
  goTo: (filters: ImageFilters) => void;
}

/**
 * The filters in the address. Changing them never asks the server for the page; a list that was seen before comes
 * back where it was left.
 */
export function useFilters(): Filters {
  const search = useSearchParams();
  const filters = useMemo(() => parseFilters((name) => search.get(name)), [search]);
  const here = libraryHref(filters);
  const seen = useRef(here);
  useEffect(() => {
    if (seen.current === here) return;
    seen.current = here;
    window.scrollTo({ top: depths.get(here) ?? 0, behavior: "instant" });
  }, [here]);
  const leave = (next: ImageFilters): string => {
    depths.set(here, window.scrollY);
    return libraryHref(next);
  };
  return {
    filters,
    // Two changes may follow each other before the page is drawn anew: the address knows both.
    narrow: (change) => window.history.replaceState(null, "", leave({ ...inAddress(), ...change })),
    goTo: (next) => {
      if (libraryHref(next) !== here) window.history.pushState(null, "", leave(next));
    },
  };
}
