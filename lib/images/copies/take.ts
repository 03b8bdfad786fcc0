import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor, transact } from "@/db/client";
import { generatedImages, unlabelledCopies, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx, UserActor } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { notFound, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { storage } from "@/lib/providers/storage/client";
import { attachment } from "../files/open";
import { exportImage } from "../process/export";
import { imageFiles, originOf } from "../rules";
import { copyAgreement, takeUnlabelledCopyInput } from "../schema";

export interface UnlabelledCopy {
  bytes: Buffer;
  headers: Record<string, string>;
}
export type CopyRefusal = { ok: false; reason: "copy_agreement_changed" | "no_visible_label" };

/**
 * A copy of an own image without the visible label, for a person who has agreed to label it themselves (Measures, Art.
 * 9). The metadata label stays. The file is made for this answer and not kept; who took it, what for, under which
 * agreement and what it was is on record before it leaves. Refused under another agreement than the current one, and
 * for a picture that bears no label.
 */
export async function takeUnlabelledCopy({
  ctx,
  input,
}: {
  ctx: Ctx<UserActor>;
  input: z.input<typeof takeUnlabelledCopyInput>;
}): Promise<UnlabelledCopy | CopyRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { userId, address } = ctx.actor;
  const { id, agreement, purpose, format } = takeUnlabelledCopyInput.parse(input);
  if (agreement !== copyAgreement.version) return { ok: false, reason: "copy_agreement_changed" };
  const image = await findOwn(ctx, id);
  if (image.aiClass === "none") return { ok: false, reason: "no_visible_label" };
  const original = await storage().get(imageFiles.original(image.storageKey, image.format));
  if (!original) throw notFound("image");
  const { aiClass } = image;
  const { bytes } = await exportImage({ original, format, aiClass, ...originOf(image), visible: false });
  await transact(ctx, async (_, tx) => {
    const who = and(eq(users.id, userId), eq(users.status, "active"));
    const [user] = await tx.select({ id: users.id }).from(users).where(who).for("share");
    if (!user) throw unauthenticated();
    await tx.insert(unlabelledCopies).values({
      id: newId("unlabelledCopy", ctx.now.getTime()),
      ...{ userId, imageId: id, agreement, purpose, format, address },
      ...{ sha256: sha256Hex(bytes), createdAt: ctx.now },
    });
  });
  return { bytes, headers: headersOf(image, format, bytes) };
}

async function findOwn(ctx: Ctx<UserActor>, id: string) {
  const [image] = await executor(ctx)
    .select({
      id: generatedImages.id,
      generationId: generatedImages.generationId,
      storageKey: generatedImages.storageKey,
      format: generatedImages.format,
      aiClass: generatedImages.aiClass,
      prompt: generatedImages.prompt,
    })
    .from(generatedImages)
    .where(
      and(
        eq(generatedImages.id, id),
        eq(generatedImages.userId, ctx.actor.userId),
        isNull(generatedImages.deletedAt),
      ),
    );
  if (!image) throw notFound("image");
  return image;
}

const headersOf = (
  image: { id: string; prompt: string },
  format: "png" | "jpeg" | "webp",
  bytes: Buffer,
): Record<string, string> => ({
  "cache-control": "private, no-store",
  "content-type": `image/${format}`,
  "content-length": String(bytes.byteLength),
  "content-disposition": attachment(image.prompt, image.id, format),
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
});
