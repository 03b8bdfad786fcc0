"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { ImageFilters } from "@/lib/images/client";
import { libraryHref, parseFilters } from "./filters";

/** The filters in the address. Changing them replaces the address without asking the server for the page. */
export function useFilters(): [ImageFilters, (change: ImageFilters) => void] {
  const search = useSearchParams();
  const filters = useMemo(() => parseFilters((name) => search.get(name)), [search]);
  const change = (next: ImageFilters) => {
    window.history.replaceState(null, "", libraryHref({ ...filters, ...next }));
    window.scrollTo({ top: 0 });
  };
  return [filters, change];
}
