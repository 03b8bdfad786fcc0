import { and, asc, eq, inArray, or, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { collections, generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { getRow, listBeside, lockCollections, writeOrder } from "./internal/rows";
import { deleteCollectionInput } from "./schema";

/** Images that are let out at a time: one statement over a whole library would outlast its time limit. */
const BATCH = 1_000;

/** Removes a collection and those in it; their images stay in the library. One that is gone is not found. */
export async function deleteCollection({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deleteCollectionInput>;
}): Promise<{ ok: true }> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { id } = deleteCollectionInput.parse(input);
  await letImagesOut(ctx, userId, id);
  return transact(ctx, async (_, tx) => {
    await lockCollections(tx, userId);
    const row = await getRow(tx, userId, id);
    await tx.delete(collections).where(eq(collections.id, id));
    await writeOrder(tx, await listBeside(tx, userId, row.parentId));
    return { ok: true as const };
  });
}

/** What comes in after this, the reference itself lets out. */
async function letImagesOut(ctx: Ctx, userId: string, id: string): Promise<void> {
  const going = await db()
    .select({ id: collections.id })
    .from(collections)
    .where(and(eq(collections.userId, userId), or(eq(collections.id, id), eq(collections.parentId, id))));
  if (going.length === 0) throw notFound("collection");
  const inside = inArray(
    generatedImages.collectionId,
    going.map((row) => row.id),
  );
  while ((await letSomeOut(ctx, inside)) > 0);
}

/** Locked in the order of their ids, as everything does that changes several images. Answers how many it let out. */
const letSomeOut = (ctx: Ctx, inside: SQL): Promise<number> =>
  transact(ctx, async (_, tx) => {
    const some = tx.select({ id: generatedImages.id }).from(generatedImages).where(inside).limit(BATCH);
    const rows = await tx
      .select({ id: generatedImages.id })
      .from(generatedImages)
      .where(and(inArray(generatedImages.id, some), inside))
      .orderBy(asc(generatedImages.id))
      .for("update");
    const ids = rows.map((image) => image.id);
    if (ids.length > 0)
      await tx.update(generatedImages).set({ collectionId: null }).where(inArray(generatedImages.id, ids));
    return ids.length;
  });
