import { and, count, eq, gt } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { generatedImages, users } from "@/db/schema";
import { requireJob, requirePermission } from "@/lib/accounts/rules";
import { readLabel } from "@/lib/labels/read";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { broken, unauthenticated } from "@/lib/platform/errors";
import { bornAt, newId } from "@/lib/platform/ids";
import { imageNotReadable, imageTooLarge, openImage, withPixels } from "@/lib/platform/pixels/pixels";
import { storage } from "@/lib/providers/storage/client";
import { storeImage } from "../add";
import { imageColumns, toImageView } from "../internal/view";
import { inspectImage } from "../process/inspect";
import { removeImageFolder } from "../remove-all";
import { MAX_UPLOAD_PIXELS, ratioName } from "../rules";
import type { ImageView } from "../schema";

/** Of one person. */
const MAX_UPLOADS_PER_DAY = 500;

/** Beginning of the keys that tell of uploads on their way; `clearUploads` looks at what a crash left. */
const uploadMarkers = "staging/upload-";

export type UploadRefusal = { ok: false; reason: "too_many_uploads" };

/**
 * Puts a person's own picture into their library: PNG, JPEG or WebP by its bytes, at most 20 MiB and 40
 * megapixels, turned upright and freed of its metadata. A picture that says it was made by an AI keeps being
 * labelled. Refuses like `inspectImage` with 422.
 */
export async function uploadImage({
  ctx,
  bytes,
}: {
  ctx: Ctx<UserActor>;
  input: object;
  bytes: Buffer;
}): Promise<ImageView | UploadRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { userId } = ctx.actor;
  const { format, widthPx, heightPx } = await inspectImage(bytes);
  if (widthPx * heightPx > MAX_UPLOAD_PIXELS) throw imageTooLarge();
  if ((await countToday(ctx, userId)) >= MAX_UPLOADS_PER_DAY)
    return { ok: false, reason: "too_many_uploads" };
  const aiClass = readLabel(bytes).count > 0 ? "made" : "none";
  const original = await stripped(bytes, format);
  const id = newId("image", ctx.now.getTime());
  // What a crash leaves has no row to be found by, and nobody's photo may stay: the night finds it by this marker.
  const marker = `${uploadMarkers}${id}/marker`;
  await storage().put(marker, Buffer.of(1), { contentType: "application/octet-stream" });
  const added = await storeImage({
    ctx,
    original,
    input: {
      ...{ id, userId, generationId: null, ordinal: 0, parentImageId: null },
      ...{ prompt: "", negativePrompt: "", styleTags: [], ratio: ratioName(widthPx, heightPx) },
      ...{ tier: tierOf(widthPx * heightPx), quality: "standard", provider: "upload", model: "upload" },
      ...{ seed: null, operation: "upload", aiClass },
    },
    alongside: async (_, tx) => {
      const [user] = await tx
        .select({ status: users.status })
        .from(users)
        .where(eq(users.id, userId))
        .for("share");
      return user?.status === "active";
    },
  }).catch(async (error: unknown) => {
    // The commit may have come through although its answer was lost.
    if ((await db().$count(generatedImages, eq(generatedImages.id, id))) === 0) await removeImageFolder(id);
    throw error;
  });
  if (!added) await removeImageFolder(id);
  await storage().remove(marker);
  if (!added) throw unauthenticated();
  const [row] = await transact(ctx, (_, tx) =>
    tx.select(imageColumns).from(generatedImages).where(eq(generatedImages.id, id)),
  );
  return toImageView(row ?? broken("an upload vanished"));
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

/** Pixels only: upright, sRGB, no place, no camera, no name. Encoded anew in its own format. */
async function stripped(bytes: Buffer, format: "png" | "jpeg" | "webp"): Promise<Buffer> {
  return withPixels(async () => {
    try {
      const image = openImage(bytes).autoOrient().toColourspace("srgb");
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
