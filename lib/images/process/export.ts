import { type LabelledImage, labelImage } from "@/lib/labels/apply";
import { decodeImage, openPixels, withPixels } from "@/lib/platform/pixels/pixels";
import { type ImageFormat, inspectImage } from "./inspect";

/**
 * The file that a person downloads: the original at its full size in the format asked for, labelled unless no AI
 * made it, without the metadata it came with. `quality` is 1 to 100, for JPEG and WebP. Refuses like `inspectImage`.
 */
export async function exportImage(input: {
  original: Buffer;
  produceId: string;
  format: ImageFormat;
  quality?: number;
  isAiMade?: boolean;
}): Promise<LabelledImage> {
  const { original, produceId, format, quality, isAiMade = true } = input;
  await inspectImage(original);
  if (isAiMade) return labelImage({ image: original, produceId, format, quality });
  return withPixels(async () => {
    const pixels = openPixels(await decodeImage(original));
    const flat = format === "jpeg" ? pixels.flatten({ background: "#ffffff" }) : pixels;
    const { data, info } = await flat.toFormat(format, { quality }).toBuffer({ resolveWithObject: true });
    return { bytes: data, widthPx: info.width, heightPx: info.height, format };
  });
}
