import type { ImageRequest, ProviderOutput, VendorCall } from "@/lib/providers/image-provider";
import { ofTakenOrder, ProviderError } from "@/lib/providers/provider-error";
import { MAX_PICTURE_BYTES } from "@/lib/providers/response";
import { placesOf } from "./reshape";
import { picturesAnswer, upscaleAnswer } from "./types";

const unusable = () => new ProviderError("unknown_outcome", "The server's pictures are not usable.", false);
const none = () => ofTakenOrder(new ProviderError("provider_error", "The server made no picture.", true));

/** The bytes of a picture in base64, with or without the prefix of a data URL; undefined for none or too many. */
export function decoded(text: string): Buffer | undefined {
  const start = text.startsWith("data:") ? text.indexOf(",") + 1 : 0;
  if ((text.length - start) * 0.75 > MAX_PICTURE_BYTES + 2) return undefined;
  const bytes = Buffer.from(start > 0 ? text.slice(start) : text, "base64");
  return bytes.length > 0 ? bytes : undefined;
}

/**
 * Puts away what txt2img or img2img answered. Throws provider_error for an empty list and unknown_outcome when
 * there were pictures but none that can be kept; fewer pictures than ordered are a partial success.
 */
export async function keepPictures(
  answer: unknown,
  request: ImageRequest,
  call: VendorCall,
): Promise<ProviderOutput[]> {
  const read = picturesAnswer.safeParse(answer);
  if (!read.success) throw unusable();
  const { first, seeds } = placesOf(read.data.info);
  // Extensions append pictures of their own, such as the maps that guided them.
  const ordered = (read.data.images ?? []).slice(first, first + request.count);
  if (ordered.length === 0) throw none();
  const outputs: ProviderOutput[] = [];
  for (const [index, text] of ordered.entries()) {
    const bytes = decoded(text);
    if (bytes) outputs.push({ kept: await call.keep(bytes), seed: seeds[index] ?? request.seed + index });
  }
  if (outputs.length === 0) throw unusable();
  return outputs;
}

/** Puts away what extra-single-image answered; throws like `keepPictures`. */
export async function keepUpscaled(answer: unknown, call: VendorCall): Promise<ProviderOutput[]> {
  const read = upscaleAnswer.safeParse(answer);
  if (!read.success) throw unusable();
  if (!read.data.image) throw none();
  const bytes = decoded(read.data.image);
  if (!bytes) throw unusable();
  return [{ kept: await call.keep(bytes) }];
}
