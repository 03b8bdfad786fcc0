import { and, asc, eq, inArray, isNotNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { generatedImages } from "@/db/schema";
import { requireJob, requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { lockImages } from "./internal/lock";
import { type GoingImage, removeForGood } from "./internal/remove-files";
import { TRASH_DAYS } from "./rules";
import { imageIdsInput } from "./schema";

/** Removes own images of the trash for good, at once, with their files. What is not in the trash stays untouched. */
export async function purgeImages({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof imageIdsInput>;
}): Promise<{ changed: number }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { ids } = imageIdsInput.parse(input);
  const going = await transact(ctx, async (_, tx) =>
    mark(tx, ctx.now, await lockImages(tx, userId, ids, isNotNull(generatedImages.deletedAt))),
  );
  return { changed: await removeForGood(ctx, going) };
}

/**
 * Removes images that have been in the trash for longer than it keeps them, with their files; up to `limit`.
 * What an earlier call marked and did not get to goes as well.
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
  return purge(ctx, due, input.limit);
}

/** Goes on with a trash that its owner emptied: what lay in it at `before` (ISO 8601), up to `limit`. */
export async function purgeTrashOf({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; before: string; limit: number };
}): Promise<{ removed: number; more: boolean }> {
  requireJob(ctx.actor);
  const lay = or(
    isNotNull(generatedImages.purgingAt),
    lte(generatedImages.deletedAt, new Date(input.before)),
  );
  return purge(ctx, and(eq(generatedImages.userId, input.userId), lay), input.limit);
}

async function purge(ctx: Ctx, which: SQL | undefined, limit: number) {
  const going = await markTrashed(ctx, which, limit);
  return { removed: await removeForGood(ctx, going), more: going.length === limit };
}

/**
 * Marks trashed images as going, the oldest first, up to `limit`; from then on nobody sees or restores them. What
 * somebody else is changing at this moment is passed over.
 */
export const markTrashed = (ctx: Ctx, which: SQL | undefined, limit: number): Promise<GoingImage[]> =>
  transact(ctx, async (_, tx) => {
    const oldest = await tx
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(and(isNotNull(generatedImages.deletedAt), which))
      .orderBy(asc(generatedImages.deletedAt))
      .limit(limit)
      .for("update", { skipLocked: true });
    return mark(
      tx,
      ctx.now,
      oldest.map((image) => image.id),
    );
  });

function mark(tx: Transaction, now: Date, ids: string[]): Promise<GoingImage[]> {
  return tx
    .update(generatedImages)
    .set({ purgingAt: now })
    .where(inArray(generatedImages.id, ids))
    .returning({
      id: generatedImages.id,
      userId: generatedImages.userId,
      storageKey: generatedImages.storageKey,
    });
}
