import { and, eq, isNull } from "drizzle-orm";
import { executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import { generatedImages, generationAttempts, generations } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/**
 * The generation that an id leads to: its own, that of an image of it, of an attempt, or of the request that placed
 * it. Null for everything else.
 */
export async function findGenerationBy({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<string | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { id } = input;
  const [, kind] = /^(gen|img|att|req)_[0-9a-z]{26}$/.exec(id) ?? [];
  const from = executor(ctx);
  if (kind === "gen") {
    const [row] = await from.select({ id: generations.id }).from(generations).where(eq(generations.id, id));
    return row?.id ?? null;
  }
  if (kind === "img") {
    const [row] = await from
      .select({ id: generatedImages.generationId })
      .from(generatedImages)
      .where(eq(generatedImages.id, id));
    return row?.id ?? null;
  }
  if (kind === "att") {
    const [row] = await from
      .select({ id: generationAttempts.generationId })
      .from(generationAttempts)
      .where(eq(generationAttempts.id, id));
    return row?.id ?? null;
  }
  if (kind !== "req") return null;
  const [row] = await from
    .select({ id: generations.id })
    .from(generations)
    .where(eq(generations.requestId, id))
    .orderBy(...newestFirst(generations))
    .limit(1);
  return row?.id ?? null;
}

/** The picture that an id names which came of no generation: it was uploaded. Null for everything else. */
export async function findUploadBy({
  ctx,
  input: { id },
}: {
  ctx: Ctx;
  input: { id: string };
}): Promise<string | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  if (!/^img_[0-9a-z]{26}$/.test(id)) return null;
  const [row] = await executor(ctx)
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(and(eq(generatedImages.id, id), isNull(generatedImages.generationId)));
  return row?.id ?? null;
}
