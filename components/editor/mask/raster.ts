import type { Size } from "@/components/gallery/stage/zoom";

/** A mask as grey values, row by row: 255 is edited, 0 is kept. */
export interface Raster extends Size {
  data: Uint8Array;
}

export interface Rect {
  left: number;
  top: number;
  /** Behind the last column and row. */
  right: number;
  bottom: number;
}

/** A place of the brush, in pixels of the picture. */
export interface Dot {
  xPx: number;
  yPx: number;
  radiusPx: number;
}

/** One step of making a mask, in pixels of the picture, so that it can be drawn at any size. */
export type MaskStep =
  | { kind: "stroke"; erase: boolean; dots: readonly Dot[] }
  | { kind: "fill" }
  | { kind: "clear" }
  | { kind: "invert" };

export const createRaster = ({ widthPx, heightPx }: Size): Raster => ({
  widthPx,
  heightPx,
  data: new Uint8Array(widthPx * heightPx),
});

export const wholeOf = ({ widthPx, heightPx }: Size): Rect => ({
  left: 0,
  top: 0,
  right: widthPx,
  bottom: heightPx,
});

export const isEmptyRect = ({ left, top, right, bottom }: Rect): boolean => right <= left || bottom <= top;

/** The smallest rectangle around both. */
export function unite(a: Rect | null, b: Rect | null): Rect | null {
  if (!a || isEmptyRect(a)) return b;
  if (!b || isEmptyRect(b)) return a;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** A rectangle with more around it, within the raster. */
export const growRect = (rect: Rect, byPx: number, { widthPx, heightPx }: Size): Rect => ({
  left: Math.max(0, rect.left - byPx),
  top: Math.max(0, rect.top - byPx),
  right: Math.min(widthPx, rect.right + byPx),
  bottom: Math.min(heightPx, rect.bottom + byPx),
});

/** Draws one step at `scale` raster pixels per picture pixel; tells what may have changed. */
export function drawStep(raster: Raster, step: MaskStep, scale: number): Rect {
  const { data } = raster;
  switch (step.kind) {
    case "fill":
      data.fill(255);
      return wholeOf(raster);
    case "clear":
      data.fill(0);
      return wholeOf(raster);
    case "invert":
      for (let at = 0; at < data.length; at += 1) data[at] = 255 - (data[at] ?? 0);
      return wholeOf(raster);
    case "stroke": {
      let changed: Rect | null = null;
      step.dots.forEach((dot, index) => {
        const from = step.dots[index - 1] ?? dot;
        changed = unite(changed, drawSegment(raster, from, dot, { erase: step.erase, scale }));
      });
      return changed ?? { left: 0, top: 0, right: 0, bottom: 0 };
    }
  }
}

/**
 * The brush moved in a straight line from one dot to another, its radius changing on the way, with an edge one
 * pixel soft. Paint never darkens and the eraser never brightens, so overlapping segments leave no seams.
 */
export function drawSegment(
  raster: Raster,
  from: Dot,
  to: Dot,
  { erase, scale }: { erase: boolean; scale: number },
): Rect {
  const { data, widthPx } = raster;
  // Pixel (0, 0) has its centre at half a pixel.
  const [ax, ay, ar] = [from.xPx * scale - 0.5, from.yPx * scale - 0.5, from.radiusPx * scale];
  const [bx, by, br] = [to.xPx * scale - 0.5, to.yPx * scale - 0.5, to.radiusPx * scale];
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const rect = growRect(
    {
      left: Math.floor(Math.min(ax - ar, bx - br)),
      top: Math.floor(Math.min(ay - ar, by - br)),
      right: Math.ceil(Math.max(ax + ar, bx + br)) + 1,
      bottom: Math.ceil(Math.max(ay + ar, by + br)) + 1,
    },
    1,
    raster,
  );
  for (let y = rect.top; y < rect.bottom; y += 1)
    for (let x = rect.left; x < rect.right; x += 1) {
      const along = length2 === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / length2;
      const part = Math.min(1, Math.max(0, along));
      const [offX, offY] = [x - ax - part * dx, y - ay - part * dy];
      const inside = ar + part * (br - ar) - Math.sqrt(offX * offX + offY * offY) + 0.5;
      if (inside <= 0) continue;
      const value = inside >= 1 ? 255 : Math.round(inside * 255);
      const at = y * widthPx + x;
      const old = data[at] ?? 0;
      data[at] = erase ? Math.min(old, 255 - value) : Math.max(old, value);
    }
  return rect;
}

/** A whole mask at `scale` raster pixels per picture pixel. */
export function drawMask(size: Size, steps: readonly MaskStep[], scale: number): Raster {
  const raster = createRaster(size);
  for (const step of steps.slice(lastReset(steps))) drawStep(raster, step, scale);
  return raster;
}

/** Where drawing may begin: everything before a fill or a clearing is covered by it. */
export const lastReset = (steps: readonly MaskStep[]): number =>
  Math.max(
    0,
    steps.findLastIndex(({ kind }) => kind === "fill" || kind === "clear"),
  );

/** The part of the picture that is edited, 0 to 1. */
export function coverageOf({ data }: Raster): number {
  let covered = 0;
  for (const value of data) if (value > 127) covered += 1;
  return data.length === 0 ? 0 : covered / data.length;
}
