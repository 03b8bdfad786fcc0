import type { Size } from "@/components/gallery/stage/zoom";
import { feathered } from "./feather";
import { greyPng } from "./grey-png";
import { drawMask, type MaskStep, wholeOf } from "./raster";

/** The softness of an edge in pixels of a picture; half of the width that the edge is spread over. */
export const featherSigma = (feather: number, { widthPx, heightPx }: Size): number =>
  (feather * Math.max(widthPx, heightPx)) / 2;

/** A mask as it is sent: the picture's own size, white where it is edited. */
export function maskPng(picture: Size, steps: readonly MaskStep[], feather: number): Promise<Blob> {
  const size = { widthPx: picture.widthPx, heightPx: picture.heightPx };
  const raster = drawMask(size, steps, 1);
  const data = feathered(raster, wholeOf(raster), featherSigma(feather, size));
  return greyPng({ ...size, data });
}
