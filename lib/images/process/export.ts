import { type LabelledImage, labelImage } from "@/lib/labels/apply";
import { type ImageFormat, inspectImage } from "./inspect";

/**
 * The file that a person downloads: the original at its full size, labelled, in the format asked for. `quality`
 * is 1 to 100, for JPEG and WebP. Refuses like `inspectImage`.
 */
export async function exportImage(input: {
  original: Buffer;
  produceId: string;
  format: ImageFormat;
  quality?: number;
}): Promise<LabelledImage> {
  const { original, produceId, format, quality } = input;
  await inspectImage(original);
  return labelImage({ image: original, produceId, format, quality });
}
