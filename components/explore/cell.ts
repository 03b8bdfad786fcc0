import type { PublicImageView } from "@/lib/gallery/schema";

/** What a grid needs of a public image; the rest stays at the server. */
export interface Cell {
  id: string;
  /** Empty for uploads without words. */
  prompt: string;
  author: { username: string; displayName: string };
  likes: number;
  widthPx: number;
  heightPx: number;
  thumbHash: string;
  thumbnail: string;
  /** Where the image is looked at. */
  page: string;
}

/** Screen readers are read this much of a prompt. */
const MAX_ALT_SIGNS = 160;

export const toCell = (image: PublicImageView): Cell => ({
  id: image.id,
  prompt: shortened(image.prompt, MAX_ALT_SIGNS),
  author: { username: image.author.username, displayName: image.author.displayName },
  likes: image.likes,
  widthPx: image.widthPx,
  heightPx: image.heightPx,
  thumbHash: image.thumbHash,
  thumbnail: image.urls.thumbnail,
  page: image.urls.page,
});

/** A text on one line, cut between characters. */
export function shortened(text: string, maxSigns: number): string {
  const signs = Array.from(text.trim().replaceAll(/\s+/g, " "));
  return signs.length > maxSigns ? `${signs.slice(0, maxSigns - 1).join("")}…` : signs.join("");
}

/** Everything of `more` that is not shown yet: places in a moving order may repeat an image. */
export function withoutRepeats(shown: readonly Cell[], more: readonly Cell[]): Cell[] {
  const known = new Set(shown.map((cell) => cell.id));
  return [...shown, ...more.filter((cell) => !known.has(cell.id))];
}
