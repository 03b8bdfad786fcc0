"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, useEffect, useMemo, useRef } from "react";
import { useImageActions } from "@/components/gallery/image-actions";
import { rowGapPx, rowHeightClass, useRowHeight } from "@/components/gallery/row-height";
import { JustifiedGrid } from "@/components/ui/layout/justified-grid";
import type { ImageView } from "@/lib/images/schema";
import { dragImages } from "./collections/drag";
import { type CellCommands, LibraryCell } from "./library-cell";
import { gridKeys } from "./selection/grid-keys";
import { useSelection } from "./selection/store";

interface LibraryGridProps {
  images: readonly ImageView[];
  isTrash: boolean;
  isPhone: boolean;
  /** More images follow. */
  growing: boolean;
  onOpen: (index: number) => void;
}

const keyOf = (image: ImageView) => image.id;
const aspectOf = (image: ImageView) => image.widthPx / image.heightPx;

/** The images in rows, with the keys and presses that select them. */
export function LibraryGrid({ images, isTrash, isPhone, growing, onOpen }: LibraryGridProps) {
  const t = useTranslations("library");
  const grid = useRef<HTMLDivElement>(null);
  const rowHeightPx = useRowHeight(isPhone);
  const actions = useImageActions();
  const { toggle, extend, selectAll, end } = useSelection.getState();
  const order = () => images.map(keyOf);
  const withImage = (index: number, act: (image: ImageView) => void) => {
    const image = images[index];
    if (image) act(image);
  };
  const commands = useStable({
    open: onOpen,
    extend: (index: number) => withImage(index, (image) => extend(image.id, order())),
    favorite: (index: number) =>
      withImage(index, (image) => void actions.setFavorite(image, !image.isFavorite)),
    drag: (index: number, event: DragEvent) =>
      withImage(index, (image) => {
        const { ids } = useSelection.getState();
        dragImages(event, ids.has(image.id) ? images.filter(({ id }) => ids.has(id)) : [image]);
      }),
  });
  const trash = (image: ImageView) => {
    const { ids } = useSelection.getState();
    void actions.moveToTrash(ids.size > 0 ? [...ids] : [image.id]);
    end();
  };
  const keys = gridKeys(grid, {
    toggle: (index) => withImage(index, (image) => toggle(image.id)),
    extend: commands.extend,
    selectAll: () => selectAll(order()),
    favorite: (index) => (isTrash ? undefined : commands.favorite(index)),
    trash: (index) => (isTrash ? undefined : withImage(index, trash)),
    end,
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside bubble up to here.
    <div ref={grid} onKeyDown={keys}>
      <JustifiedGrid
        items={images}
        growing={growing}
        keyOf={keyOf}
        aspectOf={aspectOf}
        label={isTrash ? t("trash") : t("title")}
        targetRowHeightPx={rowHeightPx}
        gapPx={rowGapPx(rowHeightPx)}
        className={rowHeightClass}
        renderItem={(image, index) => <LibraryCell image={image} index={index} commands={commands} />}
      />
    </div>
  );
}

/** The same commands for ever, which call the latest ones; so that cells are not drawn again with every page. */
function useStable(commands: CellCommands): CellCommands {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  return useMemo(
    () => ({
      open: (index) => latest.current.open(index),
      extend: (index) => latest.current.extend(index),
      favorite: (index) => latest.current.favorite(index),
      drag: (index, event) => latest.current.drag(index, event),
    }),
    [],
  );
}
