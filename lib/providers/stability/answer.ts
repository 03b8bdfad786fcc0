import { openImage, withPixels } from "@/lib/platform/pixels/pixels";
import type { KeptPicture, ProviderOutput, VendorCall } from "@/lib/providers/image-provider";
import type { AspectRatio } from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import { largeBody, MAX_PICTURE_BYTES, readBytes } from "@/lib/providers/response";
import { filtered, noPicture, notReadable } from "./errors";
import { cropOf } from "./reshape";
import { FILTERED, pictureAnswer } from "./types";

/** Base64 is a third longer than what it stands for. */
const MAX_JSON_PICTURE_BYTES = Math.ceil(MAX_PICTURE_BYTES * 1.4);
/** Larger seeds than ours cannot be asked for again. */
const MAX_SEED = 2 ** 31 - 1;

interface Picture {
  bytes: Buffer;
  seed: number | undefined;
}

/**
 * The picture of a 200, put away; cropped to a ratio that the vendor could not compose. `seed` tells whether the
 * endpoint works with one. Throws ProviderError: content_policy for a filtered picture, provider_error for none,
 * unknown_outcome for an answer that cannot be read.
 */
export function keepPicture(
  response: Response,
  call: VendorCall,
  { cropTo, seed }: { cropTo?: AspectRatio; seed: boolean },
): Promise<ProviderOutput> {
  return largeBody(async () => {
    const picture = await readPicture(response);
    const bytes = cropTo ? await crop(picture.bytes, cropTo) : picture.bytes;
    const kept = await keep(call, bytes);
    return seed && picture.seed !== undefined ? { kept, seed: picture.seed } : { kept };
  }, call);
}

async function readPicture(response: Response): Promise<Picture> {
  const finish = response.headers.get("finish-reason");
  if (finish === FILTERED) {
    await response.body?.cancel();
    throw filtered();
  }
  const json = (response.headers.get("content-type") ?? "").includes("json");
  const body = await readBytes(response, json ? MAX_JSON_PICTURE_BYTES : MAX_PICTURE_BYTES);
  if (isPicture(body)) return { bytes: body, seed: seedOf(response.headers.get("seed")) };
  // Nothing at all under the vendor's own header is its word; without that header somebody in between may have cut it.
  if (body.length === 0 && finish !== null) throw noPicture();
  return pictureInJson(body);
}

function pictureInJson(body: Buffer): Picture {
  const answer = pictureAnswer.safeParse(parsed(body));
  if (!answer.success) throw notReadable();
  const { image, finish_reason, seed } = answer.data;
  if (finish_reason === FILTERED) throw filtered();
  if (!image) {
    if (finish_reason === undefined) throw notReadable();
    throw noPicture();
  }
  const bytes = Buffer.from(image, "base64");
  if (!isPicture(bytes) || bytes.length > MAX_PICTURE_BYTES) throw notReadable();
  return { bytes, seed: seedOf(seed) };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** By the first bytes: content types of proxies are not to be trusted. */
const isPicture = (bytes: Buffer): boolean =>
  bytes.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex")) ||
  bytes.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex")) ||
  (bytes.subarray(0, 4).equals(Buffer.from("RIFF")) && bytes.subarray(8, 12).equals(Buffer.from("WEBP")));

function seedOf(told: string | number | null | undefined): number | undefined {
  const seed = told === null || told === "" ? Number.NaN : Number(told);
  return Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED ? seed : undefined;
}

async function crop(bytes: Buffer, ratio: AspectRatio): Promise<Buffer> {
  try {
    return await withPixels(async () => {
      const { width, height } = await openImage(bytes).metadata();
      return openImage(bytes)
        .extract(cropOf({ widthPx: width, heightPx: height }, ratio))
        .png()
        .toBuffer();
    });
  } catch {
    throw notReadable();
  }
}

/** A failure of our own storage comes after the vendor's work, so the order must not pass for one never taken. */
async function keep(call: VendorCall, bytes: Buffer): Promise<KeptPicture> {
  try {
    return await call.keep(bytes);
  } catch {
    throw new ProviderError("unknown_outcome", "The picture could not be put away.", false);
  }
}
