import { justifyRows } from "@/components/ui/layout/justify-rows";
import type { PublicImageView } from "@/lib/gallery/schema";

/** As much of a public image as the front page shows; it travels with the page. */
export interface HomePicture {
  id: string;
  prompt: string;
  widthPx: number;
  heightPx: number;
  thumbHash: string;
  thumbnail: string;
  page: string;
}

const MAX_PROMPT_CHARS = 120;

/** The images that were made here: photographs that somebody brought along are not ours to boast of. */
export const madeHere = (images: readonly PublicImageView[]): HomePicture[] =>
  images
    .filter(({ aiClass }) => aiClass === "made")
    .map(({ id, prompt, widthPx, heightPx, thumbHash, urls }) => ({
      id,
      prompt: Array.from(prompt).slice(0, MAX_PROMPT_CHARS).join(""),
      widthPx,
      heightPx,
      thumbHash,
      thumbnail: urls.thumbnail,
      page: urls.page,
    }));

/** The rows of a wide screen, in CSS pixels; the gallery's own classes say the same. */
const wide = { widthPx: 1248, targetRowHeightPx: 220, gapPx: 8 };

/** The first pictures that fill so many rows of a wide screen to their end; all of them where there are fewer. */
export function fullRows(pictures: readonly HomePicture[], rows: number): HomePicture[] {
  const aspects = pictures.map(({ widthPx, heightPx }) => widthPx / heightPx);
  const full = justifyRows({ ...wide, aspects }).slice(0, -1);
  return pictures.slice(0, full[Math.min(rows, full.length) - 1]?.end ?? pictures.length);
}
