import { outcomeOf } from "@/components/gallery/progress/outcome";
import { aspectOf } from "@/lib/edits/rules";
import { hasEnded } from "@/lib/generations/rules";
import type { GenerationPage, GenerationView } from "@/lib/generations/schema";

/** The generations of all loaded pages once each, newest first as the server orders them. */
export function feedOf(pages: readonly GenerationPage[]): GenerationView[] {
  const seen = new Set<string>();
  return pages
    .flatMap((page) => page.items)
    .filter((view) => {
      if (seen.has(view.id)) return false;
      seen.add(view.id);
      return true;
    });
}

/**
 * The generations followed by a stream of their own; the others are asked after. A browser opens six
 * connections to one host over all its tabs (HTTP/1.1), so streams for everything in line would stop the rest
 * of the product. The oldest come first, because they are the ones that run.
 */
export const MAX_STREAMS = 2;
export function streamedIds(feed: readonly GenerationView[]): ReadonlySet<string> {
  const active = feed.filter((view) => !hasEnded(view.status));
  return new Set(active.slice(-MAX_STREAMS).map((view) => view.id));
}

/** The shape of a generation's places: an edit keeps the shape of its picture, which its ratio only comes near to. */
export function frameOf(
  view: Pick<GenerationView, "operation" | "ratio" | "outpaintRatio" | "images">,
): number {
  const [image] = view.images;
  if (view.operation !== "generate" && image) return image.widthPx / image.heightPx;
  return aspectOf(view.outpaintRatio ?? view.ratio);
}

/** No picture is shown higher than this, in CSS pixels. */
const MAX_TILE_HEIGHT_PX = 440;

/** Columns of a card's pictures on narrow and wide screens, and how wide the whole block may become. */
export function gridOf(count: number, aspect: number): { narrow: number; wide: number; maxWidthPx: number } {
  const narrow = count === 1 || aspect > 2 ? 1 : 2;
  const wide = Math.min(count, wideColumns(count, aspect));
  return { narrow, wide, maxWidthPx: Math.round(wide * aspect * MAX_TILE_HEIGHT_PX) };
}

function wideColumns(count: number, aspect: number): number {
  if (aspect > 2) return count <= 2 ? 1 : 2;
  if (count === 4) return aspect > 1.2 ? 2 : 4;
  return count <= 3 ? count : count <= 6 && aspect > 1.2 ? 3 : 4;
}

/** What a picture's place shows: the picture, or that it is still to come. */
export const slotsOf = (view: GenerationView) =>
  Array.from({ length: view.count }, (_, ordinal) => ({
    ordinal,
    image: view.images.find((image) => image.ordinal === ordinal),
  })).filter((slot) => slot.image !== undefined || outcomeOf(view) === null);
