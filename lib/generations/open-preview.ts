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

/** A preview of an own running generation, labelled; not found when there is a newer one or it has ended. */
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
  const key = `staging/${input.id}/${input.name}`;
  const bytes = job?.key ? await storage().get(key) : null;
  if (!bytes) throw notFound("preview");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "image/webp",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
