"use client";

import { useEffect, useRef, useState } from "react";
import type { GalleryFilters } from "@/lib/gallery/client";
import type { CellPage } from "../calls";
import { withoutRepeats } from "../cell";
import { keepList, keptList, listKey } from "./kept-lists";

export interface List extends CellPage {
  state: "idle" | "loading" | "failed";
  error: unknown;
  loadMore: () => void;
}

/** A list that grows page by page and is remembered as far as it grew. */
export function useList(filters: GalleryFilters, first: CellPage): List {
  const key = listKey(JSON.stringify(filters), first);
  const [page, setPage] = useState<CellPage>(() => keptList(key) ?? first);
  const [progress, setProgress] = useState<Pick<List, "state" | "error">>({ state: "idle", error: null });
  const open = useRef<AbortController>(null);
  useEffect(() => () => open.current?.abort(), []);

  const loadMore = async () => {
    const { cells, nextCursor } = page;
    if (!nextCursor || progress.state === "loading") return;
    const controller = new AbortController();
    open.current = controller;
    setProgress({ state: "loading", error: null });
    try {
      const { loadCells } = await import("../calls");
      const more = await loadCells(filters, nextCursor, controller.signal);
      const next = { cells: withoutRepeats(cells, more.cells), nextCursor: more.nextCursor };
      keepList(key, next);
      setPage(next);
      setProgress({ state: "idle", error: null });
    } catch (error) {
      if (!controller.signal.aborted) setProgress({ state: "failed", error });
    }
  };
  return { ...page, ...progress, loadMore: () => void loadMore() };
}
