import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { collections, generatedImages } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import {
  type CollectionRow,
  getRow,
  isNameTaken,
  listBeside,
  lockCollections,
  readViews,
  writeOrder,
} from "./internal/rows";
import { placeFault } from "./rules";
import { type CollectionRefusal, type CollectionView, updateCollectionInput } from "./schema";

type Change = z.output<typeof updateCollectionInput>;

/**
 * Renames a collection, puts it into another one or to the top (last among those there), chooses its cover: any own
 * image outside the trash, or null for the newest in it.
 */
export async function updateCollection({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof updateCollectionInput>;
}): Promise<CollectionView | CollectionRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const change = updateCollectionInput.parse(input);
  return transact(ctx, async (_, tx) => {
    await lockCollections(tx, userId);
    const row = await getRow(tx, userId, change.id);
    const reason = await findFault(tx, row, change);
    if (reason) return { ok: false as const, reason };
    if (change.coverImageId) await requireImage(tx, userId, change.coverImageId);
    const { name = row.name, parentId = row.parentId, coverImageId = row.coverImageId } = change;
    const isMoved = parentId !== row.parentId;
    const position = isMoved ? (await listBeside(tx, userId, parentId)).length : row.position;
    await tx
      .update(collections)
      .set({ name, parentId, coverImageId, position, updatedAt: ctx.now })
      .where(eq(collections.id, row.id));
    if (isMoved) await writeOrder(tx, await listBeside(tx, userId, row.parentId));
    const [view] = await readViews(tx, userId, row.id);
    return view ?? broken("a collection vanished under its lock");
  });
}

async function findFault(
  tx: Transaction,
  row: CollectionRow,
  change: Change,
): Promise<CollectionRefusal["reason"] | null> {
  const { name = row.name, parentId = row.parentId } = change;
  if (parentId === row.id) return "collection_too_deep";
  if (parentId !== row.parentId) {
    const parent = parentId === null ? null : await getRow(tx, row.userId, parentId);
    const fault = placeFault(parent, (await listBeside(tx, row.userId, row.id)).length);
    if (fault) return fault;
  }
  const taken = await isNameTaken(tx, row.userId, { parentId, name, exceptId: row.id });
  return taken ? "collection_name_taken" : null;
}

async function requireImage(tx: Transaction, userId: string, imageId: string): Promise<void> {
  const own = and(
    eq(generatedImages.id, imageId),
    eq(generatedImages.userId, userId),
    isNull(generatedImages.deletedAt),
  );
  if ((await tx.$count(generatedImages, own)) === 0) throw notFound("image");
}
