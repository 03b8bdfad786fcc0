import type { Size } from "@/components/gallery/stage/zoom";
import {
  createRaster,
  type Dot,
  drawSegment,
  drawStep,
  lastReset,
  type MaskStep,
  type Raster,
  type Rect,
  unite,
  wholeOf,
} from "./raster";

/** The longest side of the mask that is shown; the one that is sent has the picture's own size. */
const SHOWN_SIDE_PX = 1024;
/** After so many steps a copy is kept, so that undoing does not draw everything again. */
const COPY_EVERY = 12;
const MOST_COPIES = 8;

interface Copy {
  steps: readonly MaskStep[];
  data: Uint8Array;
}

export interface MaskPainter {
  readonly raster: Raster;
  /** Raster pixels per picture pixel. */
  readonly scale: number;
  /** Brings the raster to these steps; tells what may have changed. */
  show: (steps: readonly MaskStep[]) => Rect | null;
  /** Goes on with a stroke that is not a step yet; it becomes one when `show` is told so. */
  extend: (from: Dot, to: Dot, erase: boolean) => Rect;
}

const startsWith = (steps: readonly MaskStep[], start: readonly MaskStep[]): boolean =>
  start.length <= steps.length && start.every((step, index) => step === steps[index]);

/** Keeps a small raster of a mask while it is painted. */
export function createPainter(picture: Size): MaskPainter {
  const scale = Math.min(1, SHOWN_SIDE_PX / Math.max(picture.widthPx, picture.heightPx));
  const raster = createRaster({
    widthPx: Math.max(1, Math.round(picture.widthPx * scale)),
    heightPx: Math.max(1, Math.round(picture.heightPx * scale)),
  });
  let shown: readonly MaskStep[] = [];
  let copies: Copy[] = [];
  /** What a stroke under the hand has changed since the last step. */
  let loose: Rect | null = null;

  const rewind = (steps: readonly MaskStep[]): number => {
    copies = copies.filter((copy) => startsWith(steps, copy.steps));
    const copy = copies.at(-1);
    const reset = lastReset(steps);
    if (copy && copy.steps.length > reset) {
      raster.data.set(copy.data);
      return copy.steps.length;
    }
    raster.data.fill(0);
    return reset;
  };

  const show = (steps: readonly MaskStep[]): Rect | null => {
    const grows = loose === null && startsWith(steps, shown);
    let changed: Rect | null = grows ? null : wholeOf(raster);
    const from = grows ? shown.length : rewind(steps);
    for (let index = from; index < steps.length; index += 1) {
      const step = steps[index];
      if (step) changed = unite(changed, drawStep(raster, step, scale));
      if ((index + 1) % COPY_EVERY === 0)
        copies = [...copies, { steps: steps.slice(0, index + 1), data: raster.data.slice() }].slice(
          -MOST_COPIES,
        );
    }
    shown = steps;
    loose = null;
    return changed;
  };

  return {
    raster,
    scale,
    show: (steps) => {
      // The stroke under the hand has become the last step: drawing it again over itself changes nothing.
      if (loose && steps.length === shown.length + 1 && startsWith(steps, shown)) loose = null;
      return show(steps);
    },
    extend: (from, to, erase) => {
      const rect = drawSegment(raster, from, to, { erase, scale });
      loose = unite(loose, rect) ?? rect;
      return rect;
    },
  };
}
