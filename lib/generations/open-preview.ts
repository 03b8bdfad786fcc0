import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { executor } from "@/db/client";
import { generations } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { storage } from "@/lib/providers/storage/client";
import { generationId } from "./schema";

export const previewInput = z.strictObject({
  id: generationId,
  name: z.string().regex(/^preview-\d{10,16}$/),
});

/**
 * The newest preview of an own generation, labelled. The name in the address only tells one preview from the next.
 * A picture that is asked for just after its generation has ended is no mistake of anybody: nothing is answered (204).
 */
export async function openPreview({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof previewInput>;
}): Promise<Response> {
  requirePermission(ctx.actor, "READ_USER");
  const mine = and(eq(generations.id, input.id), eq(generations.userId, requireUser(ctx.actor)));
  const [job] = await executor(ctx).select({ key: generations.previewKey }).from(generations).where(mine);
  if (!job) throw notFound("generation");
  const bytes = job.key && (await storage().get(job.key));
  if (!bytes) return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/webp",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
