import { type LabelledImage, labelImage } from "@/lib/labels/apply";
import { readProducer } from "@/lib/labels/read";
import { decodeImage, openPixels, withPixels } from "@/lib/platform/pixels/pixels";
import type { AiClass } from "../rules";
import { type ImageFormat, inspectImage } from "./inspect";

/**
 * The file that a person downloads: the original at its full size in the format asked for, labelled by its class, not
 * at all where that is `none`, without the metadata it came with. `quality` is 1 to 100, for JPEG and WebP. `visible`
 * false leaves the metadata label alone (Measures, Art. 9). Refuses like `inspectImage`.
 */
export async function exportImage(input: {
  original: Buffer;
  produceId: string;
  format: ImageFormat;
  aiClass: AiClass;
  madeHere?: boolean;
  quality?: number;
  visible?: boolean;
}): Promise<LabelledImage> {
  const { original, format, quality, aiClass, ...label } = input;
  await inspectImage(original);
  const producer = label.madeHere === false ? readProducer(original) : undefined;
  if (aiClass !== "none")
    return labelImage({ image: original, format, quality, aiClass, producer, ...label });
  return withPixels(async () => {
    const pixels = openPixels(await decodeImage(original));
    const flat = format === "jpeg" ? pixels.flatten({ background: "#ffffff" }) : pixels;
    const { data, info } = await flat.toFormat(format, { quality }).toBuffer({ resolveWithObject: true });
    return { bytes: data, widthPx: info.width, heightPx: info.height, format };
  });
}
