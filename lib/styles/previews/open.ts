import { eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { styleTags } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { storage } from "@/lib/providers/storage/client";
import type { stylePreviewInput } from "../schema";

/** The example picture of a tag, for everybody; not found where it has none. Its address changes with its bytes. */
export async function openStylePreview({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.output<typeof stylePreviewInput>;
}): Promise<Response> {
  const [row] = await executor(ctx)
    .select({ key: styleTags.previewKey })
    .from(styleTags)
    .where(eq(styleTags.slug, input.slug));
  const file = row?.key ? await storage().stat(row.key) : null;
  if (!row?.key || !file) throw notFound("picture");
  return new Response(await storage().openRange(row.key), {
    headers: {
      "content-type": "image/webp",
      "content-length": String(file.sizeBytes),
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
