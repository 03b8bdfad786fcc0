import { readFileSync } from "node:fs";
import exifr from "exifr";
import sharp from "sharp";
import { z } from "zod";

/** What a picture's file says about its origin, read by exifr, which did not write it. */
export interface LabelInFile {
  aigc: Record<string, string>;
  digitalSourceType: string;
  /** How often the mark stands in the bytes. */
  marks: number;
}

const aigc = z.record(z.string(), z.string());
/** exifr groups properties by the prefix of their namespace, and reads a JSON value as what it says. */
const origin = z.object({
  TC260: z.object({
    AIGC: z.preprocess((value) => (typeof value === "string" ? JSON.parse(value) : value), aigc),
  }),
  Iptc4xmpExt: z.object({ DigitalSourceType: z.string() }),
});

export async function readLabelOf(bytes: Buffer): Promise<LabelInFile> {
  const options = { xmp: true, tiff: false, mergeOutput: false, multiSegment: true };
  const { TC260, Iptc4xmpExt } = origin.parse(await exifr.parse(bytes, options));
  return {
    aigc: TC260.AIGC,
    digitalSourceType: Iptc4xmpExt.DigitalSourceType,
    marks: bytes.toString("latin1").split("<TC260:AIGC>").length - 1,
  };
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface VisibleLabel {
  widthPx: number;
  heightPx: number;
  /** All that differs from the picture as it was made. */
  changed: Box;
  /** The white of the writing inside of it. */
  writing: Box;
}

/** Where a labelled picture differs from its original, and where the label's writing stands. */
export async function findVisibleLabel(labelled: Buffer, originalFile: string): Promise<VisibleLabel> {
  const [after, before] = await Promise.all([pixels(labelled), pixels(readFileSync(originalFile))]);
  const { width, height } = after.info;
  const changed = boxWhere(width, height, (at) =>
    [0, 1, 2].some((channel) => after.data[at + channel] !== before.data[at + channel]),
  );
  const writing = boxWhere(width, height, (at, x, y) => {
    const isInside = x >= changed.left && x <= changed.right && y >= changed.top && y <= changed.bottom;
    return isInside && [0, 1, 2].every((channel) => (after.data[at + channel] ?? 0) > 220);
  });
  return { widthPx: width, heightPx: height, changed, writing };
}

const pixels = (image: Buffer) =>
  sharp(image).removeAlpha().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });

function boxWhere(width: number, height: number, holds: (at: number, x: number, y: number) => boolean): Box {
  const box = { left: width, top: height, right: -1, bottom: -1 };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!holds((y * width + x) * 3, x, y)) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  return box;
}
