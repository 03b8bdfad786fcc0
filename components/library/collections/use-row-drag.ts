"use client";

import { type DragEvent, useState } from "react";
import { useMoveToCollection } from "@/components/gallery/collections/use-move";
import type { CollectionView } from "@/lib/collections/schema";
import { useSelection } from "../selection/store";
import { dragCollection, draggedBy, droppedImages } from "./drag";
import { useOrder } from "./use-order";

interface Over {
  id: string;
  side: "on" | "before" | "after";
}

const NO_COLLECTION = "none";

/**
 * What rows take from the pointer: images are put into the collection that they are let go on; a collection goes
 * before or after the one beside it.
 */
export function useRowDrag(collections: readonly CollectionView[]) {
  const [dragged, setDragged] = useState<CollectionView | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const order = useOrder(collections);
  const move = useMoveToCollection();
  const stop = () => {
    setDragged(null);
    setOver(null);
  };
  const sideFor = (event: DragEvent<HTMLElement>, target: CollectionView | null): Over["side"] | null => {
    const what = draggedBy(event);
    if (what === "images") return "on";
    if (what !== "collection" || !dragged || !target || dragged.id === target.id) return null;
    if (dragged.parentId !== target.parentId) return null;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY < top + height / 2 ? "before" : "after";
  };
  const drop = (event: DragEvent, target: CollectionView | null) => {
    if (!over) return;
    event.preventDefault();
    if (over.side !== "on" && dragged && target) order.moveBeside(dragged.id, target.id, over.side);
    const images = over.side === "on" ? droppedImages(event) : [];
    if (images.length > 0) void move(images, target).then((moved) => moved && useSelection.getState().end());
    stop();
  };
  /** Null stands for the row of what lies in no collection. */
  return (target: CollectionView | null) => {
    const id = target?.id ?? NO_COLLECTION;
    return {
      dropMark: over?.id === id ? over.side : null,
      drag: {
        ...(target && {
          draggable: true,
          onDragStart: (event: DragEvent) => {
            setDragged(target);
            dragCollection(event, target.id);
          },
          onDragEnd: stop,
        }),
        onDragOver: (event: DragEvent<HTMLElement>) => {
          const side = sideFor(event, target);
          if (!side) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = "move";
          setOver((before) => (before?.id === id && before.side === side ? before : { id, side }));
        },
        onDragLeave: (event: DragEvent) => {
          const to = event.relatedTarget;
          if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(null);
        },
        onDrop: (event: DragEvent) => drop(event, target),
      },
    };
  };
}
