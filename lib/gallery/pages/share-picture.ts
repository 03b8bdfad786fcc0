import { eq } from "drizzle-orm";
import sharp from "sharp";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { ownerOf } from "@/lib/accounts/rules";
import { fileGone, type ImageFileSource, keepFile, visitorKey } from "@/lib/images/files/make";
import { originOf } from "@/lib/images/rules";
import { labelImage } from "@/lib/labels/apply";
import { readProducer } from "@/lib/labels/read";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { decodeImage, openPixels, type RawPixels, rawPixels, withPixels } from "@/lib/platform/pixels/pixels";
import { storage } from "@/lib/providers/storage/client";
import { getPublicImage } from "../read";
import { shareSize } from "./addresses";

const { width, height } = shareSize;
/** Paper on every side of the picture. */
const MARGIN_PX = 40;
const PAPER = "#fbfaf7";
const SEAL_PX = 72;

export interface SharePicture {
  status: 200 | 304;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
}

/**
 * The picture that link previews show of a public image: the whole image on paper with the product's seal, as a JPEG
 * of 1200 × 630 pixels that bears its own label, because the one of the image would be too small in it. Made when
 * first asked for and kept beside the image; others than its owner may be refused with 503 `busy` then. An image that
 * is not public now is not found, whatever was kept.
 */
export async function openSharePicture({
  ctx,
  input,
  ifNoneMatch,
}: {
  ctx: Ctx;
  input: { id: string };
  ifNoneMatch: string | null;
}): Promise<SharePicture> {
  await getPublicImage({ ctx, input });
  const image = await findSource(input.id);
  const etag = `"${image.sha256.slice(0, 32)}-share-${image.aiClass}"`;
  const headers = {
    etag,
    "content-type": "image/jpeg",
    // It may be taken down at any moment: every cache asks before it answers again.
    "cache-control": "public, no-cache",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  };
  if (ifNoneMatch?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag))
    return { status: 304, headers, body: null };
  const visitor = ownerOf(ctx.actor) === image.userId ? null : visitorKey(ctx.actor);
  const body = new Uint8Array(await findOrMake(image, visitor));
  return { status: 200, headers: { ...headers, "content-length": String(body.length) }, body };
}

type Source = ImageFileSource & { userId: string; sha256: string };

async function findSource(id: string): Promise<Source> {
  const [image] = await db()
    .select({
      id: generatedImages.id,
      userId: generatedImages.userId,
      generationId: generatedImages.generationId,
      storageKey: generatedImages.storageKey,
      format: generatedImages.format,
      aiClass: generatedImages.aiClass,
      sha256: generatedImages.sha256,
    })
    .from(generatedImages)
    .where(eq(generatedImages.id, id));
  if (!image) throw notFound("image");
  return image;
}

async function findOrMake(image: Source, visitor: string | null): Promise<Buffer> {
  // In the image's own folder, so that it goes with the image.
  const key = `${image.storageKey}/share-${image.aiClass}.jpeg`;
  const kept = await storage().get(key);
  if (kept) return kept;
  const make = (original: Buffer) => makeSharePicture(image, original);
  await keepFile({ image, key, contentType: "image/jpeg", visitor, make });
  const made = await storage().get(key);
  if (!made) throw fileGone(key);
  return made;
}

/** Composes from the unlabelled original and labels the whole. */
export function makeSharePicture(
  image: Omit<ImageFileSource, "storageKey">,
  original: Buffer,
): Promise<Buffer> {
  const { aiClass } = image;
  return withPixels(async () => {
    const sheet = await compose(await decodeImage(original, width));
    if (aiClass === "none") return openPixels(sheet).jpeg({ quality: 85 }).toBuffer();
    const origin = originOf(image);
    const producer = origin.madeHere ? undefined : readProducer(original);
    const subject = { aiClass, ...origin, producer };
    return (await labelImage({ image: sheet, format: "jpeg", quality: 85, ...subject })).bytes;
  });
}

async function compose(picture: RawPixels): Promise<RawPixels> {
  const { data, info } = await openPixels(picture)
    .resize({
      width: width - 2 * MARGIN_PX,
      height: height - 2 * MARGIN_PX,
      fit: "inside",
    })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const sheet = sharp({ create: { width, height, channels: 3, background: PAPER } });
  const left = Math.round((width - info.width) / 2);
  const top = Math.round((height - info.height) / 2);
  return rawPixels(
    sheet.composite([
      { input: data, left, top },
      { input: Buffer.from(seal), left: MARGIN_PX / 2, top: MARGIN_PX / 2 },
    ]),
  );
}

/** The same strokes as the mark in the header; paths need no font. */
const seal = `<svg xmlns="http://www.w3.org/2000/svg" width="${SEAL_PX}" height="${SEAL_PX}" viewBox="0 0 32 32">
<rect x="1" y="1" width="30" height="30" rx="6" fill="#b93a26"/>
<g fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">
<path d="M6.5 10h19M11.8 6.3v7.2M20.2 6.3v7.2"/>
<path d="M8.6 18.4 7 23.2M12.6 17v6.2c0 1.6.8 2.3 2.5 2.3h2.6c1.7 0 2.6-.8 2.8-2.9M16.3 16.2l2 3M22.6 17.6l2.6 3.8"/>
</g></svg>`;
