import { AppError } from "@/lib/platform/errors";
import {
  imageNotReadable,
  imageTooLarge,
  MAX_PIXELS,
  openImage,
  withPixels,
} from "@/lib/platform/pixels/pixels";

/** The largest file that is looked at. */
export const MAX_IMAGE_BYTES = 64 * 1024 * 1024;
/** Below this, and beyond this ratio, no label could be legible on the picture and its thumbnail. */
const MIN_SIDE_PX = 64;
const MAX_RATIO = 8;

export type ImageFormat = "png" | "jpeg" | "webp";

export interface InspectedImage {
  format: ImageFormat;
  /** The size as it is seen: upright, the first frame of an animation. */
  widthPx: number;
  heightPx: number;
}

/**
 * What a file is, told from its bytes: the signature and the decoder have to agree, whatever its name says.
 * Reads headers only; broken pixels show when they are decoded. Refuses with 422 `image_not_readable`,
 * `image_too_large` (over 64 MiB or 8192 × 8192 pixels) or `image_shape_unsupported` (a side under 64 pixels,
 * or one side more than 8 times the other).
 */
export async function inspectImage(bytes: Uint8Array): Promise<InspectedImage> {
  if (bytes.byteLength > MAX_IMAGE_BYTES) throw imageTooLarge();
  const format = formatOf(bytes);
  if (!format) throw imageNotReadable();
  const metadata = await withPixels(async () => {
    try {
      return await openImage(bytes).metadata();
    } catch (error) {
      throw String(error).includes("pixel limit") ? imageTooLarge() : imageNotReadable();
    }
  });
  if (metadata.format !== format) throw imageNotReadable();
  const { width: widthPx, height: heightPx } = metadata.autoOrient;
  if (widthPx * heightPx > MAX_PIXELS) throw imageTooLarge();
  const [short, long] = widthPx < heightPx ? [widthPx, heightPx] : [heightPx, widthPx];
  if (short < MIN_SIDE_PX || long > short * MAX_RATIO)
    throw new AppError(422, "image_shape_unsupported", "The image is too small or too narrow.");
  return { format, widthPx, heightPx };
}

function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  return head.startsWith("RIFF") && head.endsWith("WEBP") ? "webp" : undefined;
}
