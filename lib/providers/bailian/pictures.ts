import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { InputPicture } from "../image-provider";

/** The vendor takes 10 MB a picture; we keep to that with the base64 text, which is a third longer. */
const MAX_BYTES = 7_500_000;
/** References need not be lossless, and up to eight of them share one body. */
const MAX_REFERENCE_BYTES = 2_000_000;

/** A picture as a data URL; a heavy one becomes a JPEG of the same size. */
export async function dataUrl(picture: InputPicture, role: "source" | "reference"): Promise<string> {
  const limit = role === "source" ? MAX_BYTES : MAX_REFERENCE_BYTES;
  if (picture.bytes.byteLength <= limit) return asUrl(picture.bytes, picture.format);
  const smaller = await withPixels(() =>
    openImage(picture.bytes).flatten({ background: "#fff" }).jpeg({ quality: 92 }).toBuffer(),
  );
  return asUrl(smaller, "jpeg");
}

/** Our mask (white is edited) as theirs: the same, but nothing between black and pure white. */
export async function maskUrl(mask: InputPicture): Promise<string> {
  const hard = await withPixels(() =>
    openImage(mask.bytes).removeAlpha().greyscale().threshold(128).png().toBuffer(),
  );
  return asUrl(hard, "png");
}

const asUrl = (bytes: Buffer, format: "png" | "jpeg"): string =>
  `data:image/${format};base64,${bytes.toString("base64")}`;
