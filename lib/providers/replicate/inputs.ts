import type { ImageRequest, InputPicture, VendorCall } from "@/lib/providers/image-provider";
import { lostCall, ProviderError } from "@/lib/providers/provider-error";
import { exchange } from "./http";
import { fileSchema } from "./types";

/** Replicate recommends data URLs up to this size (replicate.com/docs/topics/predictions/input-files). */
const MAX_INLINE_BYTES = 256 * 1024;
/** Answers repeat the input, and they are read up to a bound, so not many data URLs go into one order. */
const MAX_INLINE_TOTAL_BYTES = 512 * 1024;
const UPLOAD_TIMEOUT_MS = 90_000;

/** The pictures of an order as a prediction takes them: data URLs, or addresses of uploaded files. */
export interface PlacedPictures {
  source?: string;
  mask?: string;
  references: string[];
}

/** Uploads what is too large to go along. Throws ProviderError; nothing has been ordered yet, so it is certain. */
export async function placePictures(request: ImageRequest, call: VendorCall): Promise<PlacedPictures> {
  let inlineBytes = 0;
  const place = async (picture: InputPicture): Promise<string> => {
    const size = picture.bytes.byteLength;
    if (size > MAX_INLINE_BYTES || inlineBytes + size > MAX_INLINE_TOTAL_BYTES) return upload(picture, call);
    inlineBytes += size;
    return `data:image/${picture.format};base64,${picture.bytes.toString("base64")}`;
  };
  const references: string[] = [];
  const source = request.source && (await place(request.source));
  const mask = request.mask && (await place(request.mask));
  for (const reference of request.references) references.push(await place(reference));
  return { source, mask, references };
}

async function upload(picture: InputPicture, call: VendorCall): Promise<string> {
  const form = new FormData();
  const type = `image/${picture.format}`;
  form.set("content", new Blob([new Uint8Array(picture.bytes)], { type }), `picture.${picture.format}`);
  // Encoded here, because the `fetch` that we are given may not know this runtime's FormData.
  const encoded = new Response(form);
  const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
  try {
    const body = new Uint8Array(await encoded.arrayBuffer());
    const init = { method: "POST", headers, body };
    const answer = await exchange(call, `${call.connection.baseUrl}/files`, init, {
      timeoutMs: UPLOAD_TIMEOUT_MS,
    });
    return fileSchema.parse(answer).urls.get;
  } catch (error) {
    const known = lostCall(error);
    if (known.errorClass !== "unknown_outcome")
      throw new ProviderError(known.errorClass, known.detail, true, known.retryAfterMs);
    throw new ProviderError("provider_error", "The picture could not be given to Replicate.", true);
  }
}
