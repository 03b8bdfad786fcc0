import { growRect, type Raster, type Rect } from "./raster";

/** Three box blurs of this radius come close to a Gaussian of `sigmaPx` (W3C Filter Effects, feGaussianBlur). */
export const boxRadius = (sigmaPx: number): number =>
  sigmaPx <= 0 ? 0 : Math.max(1, Math.round((Math.sqrt(4 * sigmaPx * sigmaPx + 1) - 1) / 2));

/** How far a blur carries. */
export const featherReach = (sigmaPx: number): number => 3 * boxRadius(sigmaPx);

/**
 * The values of a mask inside a rectangle with soft edges; the mask itself stays sharp, so that the softness can be
 * changed at any time. Beyond the picture its border goes on, so what is painted up to the edge stays so.
 */
export function feathered(raster: Raster, rect: Rect, sigmaPx: number): Uint8Array {
  const radius = boxRadius(sigmaPx);
  const around = growRect(rect, 3 * radius, raster);
  const width = around.right - around.left;
  const height = around.bottom - around.top;
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = (around.top + y) * raster.widthPx + around.left;
    values.set(raster.data.subarray(start, start + width), y * width);
  }
  if (radius > 0) {
    const spare = new Uint8Array(values.length);
    for (let pass = 0; pass < 3; pass += 1) {
      for (let y = 0; y < height; y += 1)
        blurLine(values, spare, { start: y * width, step: 1, length: width, radius });
      for (let x = 0; x < width; x += 1)
        blurLine(spare, values, { start: x, step: width, length: height, radius });
    }
  }
  return cut(values, width, around, rect);
}

/** One box blur along a row or a column; beyond its ends the last value goes on. */
function blurLine(
  from: Uint8Array,
  to: Uint8Array,
  { start, step, length, radius }: { start: number; step: number; length: number; radius: number },
): void {
  const last = length - 1;
  const at = (index: number) => from[start + Math.min(last, Math.max(0, index)) * step] ?? 0;
  const size = 2 * radius + 1;
  let sum = 0;
  for (let index = -radius; index <= radius; index += 1) sum += at(index);
  for (let index = 0; index < length; index += 1) {
    to[start + index * step] = Math.round(sum / size);
    sum += at(index + radius + 1) - at(index - radius);
  }
}

function cut(values: Uint8Array, width: number, around: Rect, rect: Rect): Uint8Array {
  const wide = rect.right - rect.left;
  const part = new Uint8Array(wide * (rect.bottom - rect.top));
  for (let y = rect.top; y < rect.bottom; y += 1) {
    const start = (y - around.top) * width + rect.left - around.left;
    part.set(values.subarray(start, start + wide), (y - rect.top) * wide);
  }
  return part;
}
