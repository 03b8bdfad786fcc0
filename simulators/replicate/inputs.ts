import { look } from "../kit/pictures";
import type { SimReply } from "../kit/server";
import type { FileStore } from "./files";
import type { ModelInput, Size } from "./models";
import { invalidFields } from "./replies";

export interface SentPicture extends Size {
  bytes: Buffer;
}

/** The pictures of an input, and what the model will say when it cannot use one of them. */
export interface SentPictures {
  source?: SentPicture;
  mask?: SentPicture;
  references: SentPicture[];
  fault?: string;
}

/** Larger data URLs are taken by the vendor as well; it recommends against them, and here that is a rule. */
const MAX_DATA_URL_BYTES = 256 * 1024;
const FORMATS = ["jpeg", "png", "gif", "webp"];

/**
 * Loads what an input points at: data URLs and files of this simulator. Addresses are checked at once (a 422), the
 * pictures themselves by the model, when it runs. Answers the refusal instead when an address is of no use.
 */
export async function loadPictures(input: ModelInput, files: FileStore): Promise<SentPictures | SimReply> {
  const found: SentPictures = { references: [] };
  const named: [string, string | undefined][] = [
    ["image", input.image],
    ["mask", input.mask],
    ["image_prompt", input.image_prompt],
    ...(input.input_images ?? []).map((uri, index): [string, string] => [`input_images.${index}`, uri]),
  ];
  for (const [field, uri] of named) {
    if (uri === undefined) continue;
    const bytes = bytesOf(uri, files);
    if (typeof bytes === "string")
      return invalidFields([{ type: "format", field: `input.${field}`, description: bytes }]);
    const seen = await look(bytes);
    if (!seen || !FORMATS.includes(seen.format)) found.fault ??= "cannot identify image file";
    const picture = { bytes, widthPx: seen?.widthPx ?? 1, heightPx: seen?.heightPx ?? 1 };
    if (field === "image") found.source = picture;
    else if (field === "mask") found.mask = picture;
    else found.references.push(picture);
  }
  return checked(found);
}

function checked(found: SentPictures): SentPictures {
  const { source, mask } = found;
  if (mask && !source) found.fault ??= "A mask needs an image.";
  if (mask && source && (mask.widthPx !== source.widthPx || mask.heightPx !== source.heightPx))
    found.fault ??= "The mask and the image must have the same size.";
  return found;
}

/** The bytes behind a URI, or what is wrong with it. */
function bytesOf(uri: string, files: FileStore): Buffer | string {
  const data = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri)?.[1];
  if (data) {
    const bytes = Buffer.from(data, "base64");
    return bytes.byteLength <= MAX_DATA_URL_BYTES ? bytes : "Data URLs above 256 KB: use the files API";
  }
  const id = /^https?:\/\/[^/?#]+\/v1\/files\/([0-9a-f]{40})$/.exec(uri)?.[1];
  return (id && files.bytesOf(id)) || "Does not match format 'uri' of a file that can be fetched";
}
