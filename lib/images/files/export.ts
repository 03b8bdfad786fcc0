import { downloadZip } from "client-zip";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { businessDay } from "@/lib/platform/time";
import { storage } from "@/lib/providers/storage/client";
import { downloadName } from "../rules";
import type { exportImagesInput } from "../schema";
import { fileOf } from "./open";
import { fileSourceColumns } from "./source";

/**
 * Own images as one ZIP, each labelled, streamed file by file so that memory holds one picture at a time. All
 * ids must be the actor's and outside the trash; otherwise nothing is sent (404).
 */
export async function exportImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof exportImagesInput>;
}): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  requirePermission(ctx.actor, "READ_USER");
  const ids = [...new Set(input.ids)];
  const images = await executor(ctx)
    .select(fileSourceColumns)
    .from(generatedImages)
    .where(
      and(
        inArray(generatedImages.id, ids),
        eq(generatedImages.userId, requireUser(ctx.actor)),
        isNull(generatedImages.deletedAt),
      ),
    );
  if (images.length !== ids.length) throw notFound("image");
  async function* files() {
    for (const image of images) {
      const key = await fileOf(image, "download", input.format);
      yield {
        name: downloadName(image.prompt, image.id, input.format),
        input: await storage().openRange(key),
        lastModified: image.createdAt,
      };
    }
  }
  const body = downloadZip(files()).body ?? new ReadableStream();
  return { fileName: `xintu-${businessDay(ctx.now)}.zip`, body };
}
