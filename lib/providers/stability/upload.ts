import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { InputPicture } from "@/lib/providers/image-provider";
import { ProviderError } from "@/lib/providers/provider-error";
import type { StabilityOrder } from "./reshape";

/** The vendor's bound of a whole request, less the room that fields and boundaries take. */
const MAX_FILES_BYTES = 10 * 1024 * 1024 - 128 * 1024;
const JPEG_QUALITIES = [92, 80];

/** A request body as bytes, so that any `fetch` can send it: a FormData is only known to the fetch it comes from. */
export interface Upload {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
}

/** The multipart body of an order. A picture that is too heavy is sent as JPEG; invalid_request when that is no help. */
export async function uploadOf({ fields, files }: StabilityOrder): Promise<Upload> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const mask = files.mask;
  const image = files.image && (await lightEnough(files.image, MAX_FILES_BYTES - (mask?.bytes.length ?? 0)));
  if (image) append(form, "image", image);
  if (mask) append(form, "mask", mask);
  const encoded = new Response(form);
  return {
    bytes: new Uint8Array(await encoded.arrayBuffer()),
    contentType: encoded.headers.get("content-type") ?? "multipart/form-data",
  };
}

function append(
  form: FormData,
  name: string,
  { bytes, format }: Pick<InputPicture, "bytes" | "format">,
): void {
  form.append(name, new Blob([new Uint8Array(bytes)], { type: `image/${format}` }), `${name}.${format}`);
}

async function lightEnough(
  picture: InputPicture,
  maxBytes: number,
): Promise<Pick<InputPicture, "bytes" | "format">> {
  if (picture.bytes.length <= maxBytes) return picture;
  for (const quality of JPEG_QUALITIES) {
    const bytes = await withPixels(() =>
      openImage(picture.bytes).flatten({ background: "#ffffff" }).jpeg({ quality }).toBuffer(),
    );
    if (bytes.length <= maxBytes) return { bytes, format: "jpeg" };
  }
  throw new ProviderError("invalid_request", "The picture is too large for Stability AI.", true);
}
