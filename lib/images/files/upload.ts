import { and, count, eq, gt } from "drizzle-orm";
import type { z } from "zod";
import { db, type Transaction, transact } from "@/db/client";
import { collections, generatedImages, users } from "@/db/schema";
import { requireJob, requirePermission } from "@/lib/accounts/rules";
import { detectOrigin } from "@/lib/labels/detect";
import { readLabel, readProducer } from "@/lib/labels/read";
import { xmpPacket } from "@/lib/labels/rules";
import type { Ctx, OwnerActor, Plan } from "@/lib/platform/context";
import { broken, notFound, unauthenticated } from "@/lib/platform/errors";
import { bornAt, newId } from "@/lib/platform/ids";
import { imageNotReadable, imageTooLarge, openImage, withPixels } from "@/lib/platform/pixels/pixels";
import { storage } from "@/lib/providers/storage/client";
import { storeImage } from "../add";
import { imageColumns, toImageView } from "../internal/view";
import { inspectImage } from "../process/inspect";
import { removeImageFolder } from "../remove-all";
import { declaredClass, MAX_UPLOAD_PIXELS, ratioName } from "../rules";
import type { ImageView, uploadImageInput } from "../schema";
import { fitsStorage, isStorageFull } from "../storage/read";

/** Of one person. */
const MAX_UPLOADS_PER_DAY = 500;

/** Beginning of the keys that tell of uploads on their way; `clearUploads` looks at what a crash left. */
const uploadMarkers = "staging/upload-";

export type UploadRefusal = { ok: false; reason: "too_many_uploads" | "storage_full" };

/**
 * Puts a person's own picture into their library: PNG, JPEG or WebP by its bytes, at most 20 MiB and 40
 * megapixels, turned upright and freed of its metadata. What its metadata said of its origin stays known, and with
 * `declaration` its owner says that an AI made it. `collectionId` puts it there at once; one that is not the actor's
 * is not found. Refuses like `inspectImage` with 422.
 */
export async function uploadImage({
  ctx,
  input,
  bytes,
}: {
  ctx: Ctx<OwnerActor>;
  input: z.infer<typeof uploadImageInput>;
  bytes: Buffer;
}): Promise<ImageView | UploadRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { userId, plan } = ctx.actor;
  if (await isStorageFull(ctx, userId, plan)) return { ok: false, reason: "storage_full" };
  const { format, widthPx, heightPx } = await inspectImage(bytes);
  if (widthPx * heightPx > MAX_UPLOAD_PIXELS) throw imageTooLarge();
  if ((await countToday(ctx, userId)) >= MAX_UPLOADS_PER_DAY)
    return { ok: false, reason: "too_many_uploads" };
  const found = detectOrigin(bytes);
  const aiClass = input.declaration === "ai" ? declaredClass(found) : found;
  const original = await stripped(bytes, format);
  const id = newId("image", ctx.now.getTime());
  // What a crash leaves has no row to be found by, and nobody's photo may stay: the night finds it by this marker.
  const marker = `${uploadMarkers}${id}/marker`;
  await storage().put(marker, Buffer.of(1), { contentType: "application/octet-stream" });
  let reason: "closed" | "storage_full" | "no_collection" | undefined;
  const added = await storeImage({
    ctx,
    original,
    input: {
      ...{ id, userId, generationId: null, ordinal: 0, parentImageId: null },
      ...{ prompt: "", negativePrompt: "", styleTags: [], ratio: ratioName(widthPx, heightPx) },
      ...{ tier: tierOf(widthPx * heightPx), quality: "standard", provider: "upload", model: "upload" },
      ...{ seed: null, operation: "upload", aiClass },
      collectionId: input.collectionId ?? null,
    },
    alongside: async (inner, tx) => {
      reason = await whyNot(inner, tx, { userId, plan, sizeBytes: original.byteLength, ...input });
      return reason === undefined;
    },
  }).catch(async (error: unknown) => {
    // The commit may have come through although its answer was lost.
    if ((await db().$count(generatedImages, eq(generatedImages.id, id))) === 0) await removeImageFolder(id);
    throw error;
  });
  if (!added) await removeImageFolder(id);
  await storage().remove(marker);
  if (reason === "storage_full") return { ok: false, reason };
  if (reason === "no_collection") throw notFound("collection");
  if (!added) throw unauthenticated();
  const [row] = await transact(ctx, (_, tx) =>
    tx.select(imageColumns).from(generatedImages).where(eq(generatedImages.id, id)),
  );
  return toImageView(row ?? broken("an upload vanished"));
}

/** What keeps a picture out at the last moment: its owner, their room or their collection may have gone meanwhile. */
async function whyNot(
  ctx: Ctx,
  tx: Transaction,
  picture: { userId: string; plan: Plan; sizeBytes: number; collectionId?: string },
): Promise<"closed" | "storage_full" | "no_collection" | undefined> {
  const { userId, collectionId } = picture;
  const [user] = await tx
    .select({ status: users.status })
    .from(users)
    .where(eq(users.id, userId))
    .for("share");
  if (user?.status !== "active") return "closed";
  if (collectionId) {
    const [collection] = await tx
      .select({ id: collections.id })
      .from(collections)
      .where(and(eq(collections.id, collectionId), eq(collections.userId, userId)))
      .for("key share");
    if (!collection) return "no_collection";
  }
  return (await fitsStorage(ctx, tx, picture)) ? undefined : "storage_full";
}

async function countToday(ctx: Ctx, userId: string): Promise<number> {
  const since = new Date(ctx.now.getTime() - 86_400_000);
  const [row] = await db()
    .select({ n: count() })
    .from(generatedImages)
    .where(
      and(
        eq(generatedImages.userId, userId),
        gt(generatedImages.createdAt, since),
        eq(generatedImages.operation, "upload"),
      ),
    );
  return row?.n ?? 0;
}

/**
 * Pixels only: upright, sRGB, no place, no camera, no name. Encoded anew in its own format. Of the metadata a label that
 * says who made it stays, in a packet of ours: every file that leaves passes its fields on.
 */
async function stripped(bytes: Buffer, format: "png" | "jpeg" | "webp"): Promise<Buffer> {
  const label = readProducer(bytes) && readLabel(bytes).aigc;
  return withPixels(async () => {
    try {
      const pixels = openImage(bytes).autoOrient().toColourspace("srgb");
      const image = label ? pixels.withXmp(xmpPacket(label)) : pixels;
      if (format === "png") return await image.png({ compressionLevel: 6 }).toBuffer();
      return await image.toFormat(format, { quality: 95 }).toBuffer();
    } catch {
      throw imageNotReadable();
    }
  });
}

const tierOf = (pixels: number): "1K" | "2K" | "4K" =>
  pixels >= 8_000_000 ? "4K" : pixels >= 3_000_000 ? "2K" : "1K";

/** Removes the files of uploads that died before they had a row. Nightly, for jobs; younger than a day they are left. */
export async function clearUploads({ ctx }: { ctx: Ctx }): Promise<{ cleared: number }> {
  requireJob(ctx.actor);
  const { keys } = await storage().list(uploadMarkers, 1_000);
  let cleared = 0;
  for (const key of keys) {
    const id = key.slice(uploadMarkers.length).split("/")[0] ?? "";
    if (bornAt(id) > ctx.now.getTime() - 86_400_000) continue;
    if ((await db().$count(generatedImages, eq(generatedImages.id, id))) === 0) await removeImageFolder(id);
    await storage().remove(key);
    cleared += 1;
  }
  return { cleared };
}
