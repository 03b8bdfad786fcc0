import sharp from "sharp";
import { decodeImage, withPixels } from "@/lib/platform/pixels/pixels";
import { labelText } from "./apply";
import { readLabel } from "./read";
import { labelLayout } from "./rules";
import type { FoundLabel, LabelledClass } from "./schema";

/** What a stored file bears of the two labels. */
export interface FileLabels {
  /** The one that people see; null where the file cannot be read as a picture. */
  isVisible: boolean | null;
  /** The one that programs read. */
  metadata: FoundLabel;
}

/** How much brighter the strokes of the text must be than the plate around them, of 255. */
const LEAST_CONTRAST = 60;

/**
 * Whether a file bears the visible label of its class where we draw it, and what its metadata says. The text is white
 * on a dark plate: its strokes are looked up in the picture and compared with the plate between them.
 */
export async function checkFileLabels(bytes: Buffer, aiClass: LabelledClass): Promise<FileLabels> {
  return { isVisible: await hasVisibleLabel(bytes, aiClass), metadata: readLabel(bytes) };
}

async function hasVisibleLabel(bytes: Buffer, aiClass: LabelledClass): Promise<boolean | null> {
  try {
    return await withPixels(async () => {
      const picture = await decodeImage(bytes);
      const box = labelLayout(labelText(aiClass), picture.widthPx, picture.heightPx);
      const label = await sharp(Buffer.from(box.svg)).ensureAlpha().raw().toBuffer();
      const strokes = { sum: 0, count: 0 };
      const plate = { sum: 0, count: 0 };
      for (let y = 0; y < box.heightPx; y += 1) {
        for (let x = 0; x < box.widthPx; x += 1) {
          const drawn = (y * box.widthPx + x) * 4;
          const at = ((box.topPx + y) * picture.widthPx + box.leftPx + x) * picture.channels;
          const part = partOf(label[drawn] ?? 0, label[drawn + 3] ?? 0);
          if (part === null) continue;
          const of = part === "stroke" ? strokes : plate;
          of.sum += ((picture.data[at] ?? 0) + (picture.data[at + 1] ?? 0) + (picture.data[at + 2] ?? 0)) / 3;
          of.count += 1;
        }
      }
      if (strokes.count === 0 || plate.count === 0) return false;
      return strokes.sum / strokes.count - plate.sum / plate.count >= LEAST_CONTRAST;
    });
  } catch {
    return null;
  }
}

/** A pixel of the label as it is drawn: a stroke of the text, the plate, or an edge that says nothing. */
function partOf(red: number, alpha: number): "stroke" | "plate" | null {
  if (red > 230 && alpha > 230) return "stroke";
  return red < 40 && alpha > 40 ? "plate" : null;
}
