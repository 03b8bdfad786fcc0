"use client";

import { useEffect, useState } from "react";
import { useImageActions } from "@/components/gallery/image-actions";
import type { ImageFilters } from "@/lib/images/client";
import type { ImageView } from "@/lib/images/schema";
import { libraryHref } from "./filters/filters";
import { SelectionBar } from "./selection/selection-bar";
import { useSelection } from "./selection/store";
import { Toolbar } from "./toolbar";

interface LibraryBarProps {
  filters: ImageFilters;
  onChange: (change: ImageFilters) => void;
  /** All that is loaded. */
  images: readonly ImageView[];
}

/** Filters, or what can be done with the selection; it stays in sight. */
export function LibraryBar({ filters, onChange, images }: LibraryBarProps) {
  const selecting = useSelection((state) => state.selecting);
  const selected = useSelection((state) => state.ids);
  const { begin, selectAll, end } = useSelection.getState();
  const actions = useImageActions();
  const [busy, setBusy] = useState(false);
  const place = libraryHref(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another selection; so is leaving.
  useEffect(() => end, [place, end]);
  const chosen = images.filter(({ id }) => selected.has(id));
  const ids = chosen.map(({ id }) => id);
  const act = async (run: () => Promise<boolean>) => {
    setBusy(true);
    if (await run()) end();
    setBusy(false);
  };
  return (
    <div className="sticky top-(--header) z-20 -mx-4 bg-background px-4 py-2">
      {selecting ? (
        <SelectionBar
          images={chosen}
          ids={ids}
          isTrash={filters.trash === "true"}
          busy={busy}
          allSelected={images.length > 0 && ids.length === images.length}
          onSelectAll={() => selectAll(images.map(({ id }) => id))}
          onTrash={() => void act(() => actions.moveToTrash(ids))}
          onRestore={() => void act(() => actions.restore(ids))}
          onFavorite={(isFavorite) => void act(() => actions.setFavorites(chosen, isFavorite))}
          onEnd={end}
        />
      ) : (
        <Toolbar filters={filters} onChange={onChange} onSelect={images.length > 0 ? begin : null} />
      )}
    </div>
  );
}
