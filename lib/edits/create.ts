import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { editMasks, generatedImages } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { findOffer } from "@/lib/channels/read";
import { findPlaced, hashOf, placeOrder } from "@/lib/generations/order/place";
import { nearestRatio } from "@/lib/generations/order/sizes";
import type { GenerationRefusal, GenerationView } from "@/lib/generations/schema";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { aspectRatios } from "@/lib/providers/model-capabilities";
import { createEditInput } from "./schema";

/**
 * Takes an order to change a picture: a generation like any other, that starts from one. The ratio follows the
 * picture (or the one it is extended to), tier and quality the model where the order names none.
 */
export async function createEdit({
  ctx,
  input,
}: {
  ctx: Ctx<OwnerActor>;
  input: z.input<typeof createEditInput>;
}): Promise<GenerationView | GenerationRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const { expectedCredits, ...parsed } = createEditInput.parse(input);
  const { imageId, maskId, tier, quality, outpaintRatio, ...order } = parsed;
  const { userId } = ctx.actor;
  const inputHash = hashOf(parsed);
  const placed = await findPlaced(ctx, order.idempotencyKey, inputHash);
  if (placed) return placed;
  const picture = await findPicture(ctx, userId, imageId);
  const offer = await findOffer(ctx, userId, order.model);
  if (!offer) throw invalidInput({ model: "is not on offer" });
  const { ratios, tiers, qualities } = offer.model;
  const size = outpaintRatio ? sizeOf(outpaintRatio) : picture;
  const whole = {
    ...order,
    outpaintRatio,
    sourceImageId: imageId,
    maskKey: maskId && (await findMask(ctx, userId, maskId, imageId)),
    ratio: nearestRatio(size, ratios) ?? nearestRatio(size, aspectRatios) ?? ("1:1" as const),
    tier: tier ?? tiers[0] ?? ("1K" as const),
    quality:
      quality ?? (qualities.includes("standard") ? "standard" : (qualities[0] ?? ("standard" as const))),
  };
  return placeOrder(ctx, whole, { inputHash, expectedCredits });
}

function sizeOf(ratio: string): { widthPx: number; heightPx: number } {
  const [widthPx = 1, heightPx = 1] = ratio.split(":").map(Number);
  return { widthPx, heightPx };
}

async function findPicture(ctx: Ctx, userId: string, imageId: string) {
  const [picture] = await executor(ctx)
    .select({ widthPx: generatedImages.widthPx, heightPx: generatedImages.heightPx })
    .from(generatedImages)
    .where(and(eq(generatedImages.id, imageId), eq(generatedImages.userId, userId)));
  if (!picture) throw notFound("image");
  return picture;
}

async function findMask(ctx: Ctx, userId: string, maskId: string, imageId: string): Promise<string> {
  const [mask] = await executor(ctx)
    .select({ storageKey: editMasks.storageKey, imageId: editMasks.imageId })
    .from(editMasks)
    .where(and(eq(editMasks.id, maskId), eq(editMasks.userId, userId)));
  if (!mask) throw invalidInput({ maskId: "there is no such mask" });
  if (mask.imageId !== imageId) throw invalidInput({ maskId: "was painted over another image" });
  return mask.storageKey;
}
