import { hasEnded } from "@/lib/generations/rules";
import {
  type AspectRatio,
  type FailureCode,
  failureCodes,
  type GenerationPage,
  type GenerationView,
} from "@/lib/generations/schema";

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

/** How many generations must end or make room before this waiting one; the feed is newest first. */
export function aheadOf(feed: readonly GenerationView[], id: string): number {
  const index = feed.findIndex((view) => view.id === id);
  return index < 0 ? 0 : feed.slice(index + 1).filter((view) => !hasEnded(view.status)).length;
}

export const failureCode = (code: string | null): FailureCode =>
  failureCodes.find((known) => known === code) ?? "provider_error";

/** Failures that the same order will meet again, so that changing the prompt or settings comes first. */
const needsAnotherOrder: ReadonlySet<FailureCode> = new Set(["content_policy", "invalid_request"]);

export interface Outcome {
  kind: "succeeded" | "partly_succeeded" | "failed" | "cancelled";
  charged: number;
  returned: number;
  /** Pictures that were ordered and not delivered. */
  missing: number;
  /** Pictures that were delivered and are deleted since. */
  removed: number;
  failure: FailureCode | null;
  /** Whether sending the very same order again can help. */
  retry: boolean;
}

/** How a generation ended, for the sentence under it; null while it has not. */
export function outcomeOf(view: GenerationView): Outcome | null {
  const { status } = view;
  if (status === "queued" || status === "running") return null;
  const failed = status === "failed" || status === "partly_succeeded";
  const failure = failed ? failureCode(view.errorCode) : null;
  return {
    kind: status,
    charged: view.receipt?.charged ?? 0,
    returned: view.receipt?.returned ?? 0,
    missing: view.count - view.deliveredCount,
    removed: Math.max(0, view.deliveredCount - view.images.length),
    failure,
    retry: status === "cancelled" || (failure !== null && !needsAnotherOrder.has(failure)),
  };
}

/** Width divided by height. */
export function aspectOf(ratio: AspectRatio): number {
  const [width = 1, height = 1] = ratio.split(":").map(Number);
  return width / height;
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

/** Elapsed time as m:ss, h:mm:ss from an hour on. */
export function clockText(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
