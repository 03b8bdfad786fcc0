import { and, asc, inArray, isNotNull, lt, or } from "drizzle-orm";
import { db } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { removeForGood } from "./internal/remove-files";
import { TRASH_DAYS } from "./rules";

/**
 * Removes images that have been in the trash for longer than it keeps them, with their files; up to `limit`.
 * Each is first marked as going, in one statement that looks again, so that a restore comes before or not at all.
 */
export async function purgeTrash({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { limit: number };
}): Promise<{ removed: number; more: boolean }> {
  requireJob(ctx.actor);
  const before = new Date(ctx.now.getTime() - TRASH_DAYS * 86_400_000);
  const due = or(isNotNull(generatedImages.purgingAt), lt(generatedImages.deletedAt, before));
  const oldest = db()
    .select({ id: generatedImages.id })
    .from(generatedImages)
    .where(and(isNotNull(generatedImages.deletedAt), due))
    .orderBy(asc(generatedImages.deletedAt))
    .limit(input.limit);
  const going = await db()
    .update(generatedImages)
    .set({ purgingAt: ctx.now })
    .where(and(inArray(generatedImages.id, oldest), isNotNull(generatedImages.deletedAt), due))
    .returning({ id: generatedImages.id, storageKey: generatedImages.storageKey });
  await removeForGood(going);
  return { removed: going.length, more: going.length === input.limit };
}
