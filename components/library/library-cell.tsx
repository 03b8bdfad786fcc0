"use client";

import { useTranslations } from "next-intl";
import { type MouseEvent, memo } from "react";
import { ImageCell } from "@/components/gallery/image-cell";
import { TRASH_DAYS } from "@/lib/images/rules";
import type { ImageView } from "@/lib/images/schema";
import { keepSpace } from "./selection/grid-keys";
import { useLongPress } from "./selection/long-press";
import { useSelection } from "./selection/store";
import { daysLeft } from "./trash-days";

export interface CellCommands {
  open: (index: number) => void;
  extend: (index: number) => void;
  favorite: (index: number) => void;
}

interface LibraryCellProps {
  image: ImageView;
  index: number;
  /** The same object as long as the grid lives. */
  commands: CellCommands;
}

/** One image of the library: pressing opens or selects, holding selects. */
export const LibraryCell = memo(function LibraryCell({ image, index, commands }: LibraryCellProps) {
  const selecting = useSelection((state) => state.selecting);
  const selected = useSelection((state) => state.ids.has(image.id));
  const toggle = useSelection((state) => state.toggle);
  const hold = useLongPress(() => toggle(image.id));
  const select = (event: MouseEvent) => (event.shiftKey ? commands.extend(index) : toggle(image.id));
  const press = (event: MouseEvent) => {
    if (selecting || event.shiftKey || event.ctrlKey || event.metaKey) select(event);
    else commands.open(index);
  };
  return (
    <div className="relative size-full">
      <ImageCell
        image={image}
        data-index={index}
        priority={index < 8}
        selecting={selecting}
        selected={selected}
        onClick={press}
        onKeyUp={keepSpace}
        onSelect={select}
        onFavorite={image.deletedAt ? undefined : () => commands.favorite(index)}
        {...hold}
      />
      {image.deletedAt ? <DaysLeft deletedAt={image.deletedAt} /> : null}
    </div>
  );
});

function DaysLeft({ deletedAt }: { deletedAt: string }) {
  const t = useTranslations("library");
  return (
    <span
      suppressHydrationWarning
      className="tabular pointer-events-none absolute bottom-2 left-2 rounded-sm border border-line bg-raised px-1.5 text-xs"
    >
      {t("daysLeft", { count: daysLeft(deletedAt, Date.now(), TRASH_DAYS) })}
    </span>
  );
}
