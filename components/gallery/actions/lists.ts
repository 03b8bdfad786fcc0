"use client";

import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { generationKeys } from "@/lib/generations/client";
import type { GenerationPage } from "@/lib/generations/schema";
import { type ImageFilters, imageKeys } from "@/lib/images/client";
import type { ImagePage, ImageView } from "@/lib/images/schema";

type ImageList = InfiniteData<ImagePage>;
type GenerationList = InfiniteData<GenerationPage>;

const imageLists = { queryKey: [...imageKeys.all, "list"] };
const generationLists = { queryKey: [...generationKeys.all, "list"] };

/** What becomes of an image in one list; null where it leaves it. */
type Change = (image: ImageView, list: ImageFilters) => ImageView | null;

/**
 * Changes images in every list of them that is cached, those of generations too; returns what puts everything
 * back as it was.
 */
export function changeInLists(client: QueryClient, ids: readonly string[], change: Change): () => void {
  const known = new Set(ids);
  const before = [
    ...client.getQueriesData<unknown>(imageLists),
    ...client.getQueriesData<unknown>(generationLists),
  ];
  const changeAll = (images: ImageView[], list: ImageFilters) =>
    images.flatMap((image) => {
      if (!known.has(image.id)) return [image];
      const changed = change(image, list);
      return changed ? [changed] : [];
    });
  for (const [key, list] of client.getQueriesData<ImageList>(imageLists)) {
    const filters = (key[2] ?? {}) as ImageFilters;
    if (!list) continue;
    const pages = list.pages.map((page) => ({ ...page, items: changeAll(page.items, filters) }));
    client.setQueryData<ImageList>(key, { ...list, pages });
  }
  client.setQueriesData<GenerationList>(generationLists, (list) => list && inGenerations(list, changeAll));
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

const inGenerations = (
  list: GenerationList,
  changeAll: (images: ImageView[], list: ImageFilters) => ImageView[],
): GenerationList => ({
  ...list,
  pages: list.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => ({ ...item, images: changeAll(item.images, {}) })),
  })),
});

const isTrash = (list: ImageFilters): boolean => list.trash === "true";

/** Images that go to the trash leave every other list. */
export const toTrash: Change = (image, list) => (isTrash(list) ? image : null);

/** Images that leave the trash, back into the library or for good. */
export const outOfTrash: Change = (image, list) => (isTrash(list) ? null : image);

/** Images that are marked as favourites, or no longer: those leave the list of favourites. */
export const toFavorite =
  (isFavorite: boolean): Change =>
  (image, list) =>
    list.favorite === "true" && !isFavorite ? null : { ...image, isFavorite };

/** Images in another collection, or in none: they leave the list of the one they lay in. */
export const toCollection =
  (collectionId: string | null): Change =>
  (image, list) =>
    list.collection === undefined || list.collection === (collectionId ?? "none")
      ? { ...image, collectionId }
      : null;

/** Images with other tags of their owner's. */
export const toTags =
  (add: readonly string[], remove: readonly string[]): Change =>
  (image) => ({
    ...image,
    tags: [
      ...image.tags.filter((tag) => !remove.includes(tag)),
      ...add.filter((tag) => !image.tags.includes(tag)),
    ],
  });
