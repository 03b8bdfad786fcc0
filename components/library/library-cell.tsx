"use client";

import { CircleX, Clock, Globe } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, type MouseEvent, memo } from "react";
import { ImageCell } from "@/components/gallery/image-cell";
import { TRASH_DAYS } from "@/lib/images/rules";
import type { ImageView } from "@/lib/images/schema";
import { keepSpace } from "./selection/grid-keys";
import { useLongPress } from "./selection/long-press";
import { useSelection } from "./selection/store";
import { daysLeft } from "./trash/trash-days";

export interface CellCommands {
  open: (index: number) => void;
  extend: (index: number) => void;
  favorite: (index: number) => void;
  /** Begins to drag the image, or the selection when it is part of it. */
  drag: (index: number, event: DragEvent) => void;
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
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is for pointers; the bar of the selection moves by keys.
    <div
      className="relative size-full"
      onPointerDown={(event) => {
        // Fingers that stay select; only a mouse drags.
        event.currentTarget.draggable = event.pointerType === "mouse" && !image.deletedAt;
      }}
      onDragStart={(event) => commands.drag(index, event)}
    >
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
      {image.deletedAt ? <DaysLeft deletedAt={image.deletedAt} /> : <Standing image={image} />}
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

const standings = {
  public: { icon: Globe, colour: "text-success" },
  pending: { icon: Clock, colour: "text-warning" },
  rejected: { icon: CircleX, colour: "text-danger" },
  taken_down: { icon: CircleX, colour: "text-danger" },
};

/** Where it stands with the public gallery, unless it is simply the person's own; a sign where words find no room. */
function Standing({ image: { publication } }: { image: ImageView }) {
  const t = useTranslations("publishing");
  if (publication === null || publication === "private") return null;
  const { icon: Icon, colour } = standings[publication];
  return (
    <span
      className={`pointer-events-none absolute bottom-2 left-2 flex h-5.5 items-center gap-1 rounded-sm border border-line bg-raised px-1 text-xs ${colour}`}
    >
      <Icon strokeWidth={1.5} className="size-3.5" aria-hidden />
      <span className={publication === "public" ? "sr-only" : "max-sm:sr-only"}>
        {t(`states.${publication}`)}
      </span>
    </span>
  );
}
