import type { z } from "zod";
import { type GalleryFilters, getGalleryPage, getLiked, sendLike, sendReport } from "@/lib/gallery/client";
import type { LikeView, reportImageInput } from "@/lib/gallery/schema";
import { type Cell, toCell } from "./cell";

// This file is only ever imported when something is about to be asked: it brings every schema of the API along,
// which the first look at a page does not need.

export interface CellPage {
  cells: Cell[];
  nextCursor: string | null;
}

/** The page of a list that begins at `cursor`. */
export async function loadCells(
  filters: GalleryFilters,
  cursor: string,
  signal: AbortSignal,
): Promise<CellPage> {
  const { items, nextCursor } = await getGalleryPage(filters, cursor, signal);
  return { cells: items.map(toCell), nextCursor };
}

export const loadLiked = async (ids: readonly string[]): Promise<string[]> => (await getLiked(ids)).ids;

export const like = (id: string, liked: boolean): Promise<LikeView> => sendLike({ id, liked });

export const report = (input: z.input<typeof reportImageInput>): Promise<undefined> => sendReport(input);
