import { eq } from "drizzle-orm";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";
import { imageFiles } from "../rules";

export interface OriginalImage {
  bytes: Buffer;
  widthPx: number;
  heightPx: number;
  vendorRef: string | null;
  vendorConfigId: string | null;
}

/** An image's unlabelled original, for jobs that send it to a vendor; null when the image or its file is gone. */
export async function readOriginal(ctx: Ctx, imageId: string): Promise<OriginalImage | null> {
  requireJob(ctx.actor);
  const [image] = await executor(ctx)
    .select({
      folder: generatedImages.storageKey,
      format: generatedImages.format,
      widthPx: generatedImages.widthPx,
      heightPx: generatedImages.heightPx,
      vendorRef: generatedImages.vendorRef,
      vendorConfigId: generatedImages.vendorConfigId,
    })
    .from(generatedImages)
    .where(eq(generatedImages.id, imageId));
  const bytes = image && (await storage().get(imageFiles.original(image.folder, image.format)));
  if (!image || !bytes) return null;
  const { widthPx, heightPx, vendorRef, vendorConfigId } = image;
  return { bytes, widthPx, heightPx, vendorRef, vendorConfigId };
}
