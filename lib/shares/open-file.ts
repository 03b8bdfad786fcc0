import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { type FileAnswer, openImageFile } from "@/lib/images/files/open";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { shownBy } from "./internal/images";
import { findOpenLink } from "./read";
import type { sharedFileInput } from "./schema";

/**
 * A labelled file of an image that a link shows now, for whoever may look at the link; 404 for everything else. Caches
 * of the visitor's own ask again each time, so that a link that was taken back shows nothing any more.
 */
export async function openSharedFile({
  ctx,
  input: { token, ...input },
  conditions,
  proof,
}: {
  ctx: Ctx;
  input: z.infer<typeof sharedFileInput>;
  conditions: Parameters<typeof openImageFile>[0]["conditions"];
  proof: string | undefined;
}): Promise<FileAnswer> {
  const link = await findOpenLink(ctx, token, proof);
  if (!link) throw notFound("link");
  const [shown] = await executor(ctx)
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(and(shownBy(link), eq(generatedImages.id, input.id)));
  if (!shown) throw notFound("image");
  const file = await openImageFile({ ctx, input, conditions, grantedBy: link.userId });
  // A picture has no page around it that could say so.
  return { ...file, headers: { ...file.headers, "x-robots-tag": "noindex, nofollow" } };
}
