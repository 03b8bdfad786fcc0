"use client";

import { create } from "zustand";
import { selectRange, toggled } from "./rules";

interface Selection {
  /** Selecting begins with the first image and ends by saying so; it may be on with nothing selected. */
  selecting: boolean;
  ids: ReadonlySet<string>;
  /** Where a range begins: the image pressed last. */
  anchor: string | null;
  begin: () => void;
  toggle: (id: string) => void;
  /** Selects from the anchor to this image in the order of the list. */
  extend: (id: string, order: readonly string[]) => void;
  selectAll: (ids: readonly string[]) => void;
  /** Forgets images that are no longer in the list. */
  drop: (ids: readonly string[]) => void;
  end: () => void;
}

const nothing = { selecting: false, ids: new Set<string>(), anchor: null };

/** What is selected in the library. */
export const useSelection = create<Selection>((set) => ({
  ...nothing,
  begin: () => set({ selecting: true }),
  toggle: (id) => set(({ ids }) => ({ selecting: true, ids: toggled(ids, id), anchor: id })),
  extend: (id, order) =>
    set(({ ids, anchor }) => ({ selecting: true, ids: selectRange(ids, order, anchor, id), anchor: id })),
  selectAll: (all) => set({ selecting: true, ids: new Set(all) }),
  drop: (gone) =>
    set(({ ids }) => {
      const left = new Set(ids);
      for (const id of gone) left.delete(id);
      return { ids: left };
    }),
  end: () => set(nothing),
}));
