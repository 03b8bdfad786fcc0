import type { DragEvent } from "react";
import type { Movable } from "@/components/gallery/collections/use-move";

/** What is dragged inside the library, as types of the browser's own drag and drop. */
const IMAGES = "application/x-xintu-images";
const COLLECTION = "application/x-xintu-collection";

export type Dragged = "images" | "collection" | "files" | null;

/** What hangs on the pointer; while it is over something, only its type can be read. */
export function draggedBy({ dataTransfer }: Pick<DragEvent, "dataTransfer">): Dragged {
  const { types } = dataTransfer;
  if (types.includes(IMAGES)) return "images";
  if (types.includes(COLLECTION)) return "collection";
  return types.includes("Files") ? "files" : null;
}

/** Begins to drag images. More than one show how many they are beside the pointer. */
export function dragImages(
  { dataTransfer }: Pick<DragEvent, "dataTransfer">,
  images: readonly Movable[],
): void {
  dataTransfer.effectAllowed = "move";
  const kept = images.map(({ id, collectionId }) => ({ id, collectionId }));
  dataTransfer.setData(IMAGES, JSON.stringify(kept));
  if (images.length < 2) return;
  const badge = document.createElement("div");
  badge.textContent = String(images.length);
  badge.className =
    "tabular fixed -top-20 left-0 rounded-full bg-text px-3 py-1.5 font-medium text-background text-sm";
  document.body.append(badge);
  dataTransfer.setDragImage(badge, -12, -12);
  setTimeout(() => badge.remove());
}

/** The images that were let go; none when it was something else. */
export function droppedImages({ dataTransfer }: Pick<DragEvent, "dataTransfer">): Movable[] {
  try {
    const found: unknown = JSON.parse(dataTransfer.getData(IMAGES) || "[]");
    return Array.isArray(found) ? found.filter(isMovable) : [];
  } catch {
    return [];
  }
}

/** Another page may put anything under our type. */
const isMovable = (one: unknown): one is Movable =>
  typeof one === "object" &&
  one !== null &&
  "id" in one &&
  typeof one.id === "string" &&
  "collectionId" in one &&
  (one.collectionId === null || typeof one.collectionId === "string");

export function dragCollection({ dataTransfer }: Pick<DragEvent, "dataTransfer">, id: string): void {
  dataTransfer.effectAllowed = "move";
  dataTransfer.setData(COLLECTION, id);
}
