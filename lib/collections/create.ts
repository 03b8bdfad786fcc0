import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { collections } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { getRow, isNameTaken, listBeside, lockCollections, readViews } from "./internal/rows";
import { MAX_COLLECTIONS, placeFault } from "./rules";
import { type CollectionRefusal, type CollectionView, createCollectionInput } from "./schema";

/** Makes a collection, last among those beside it. Refused for a taken name, one that lies too deep, or the 501st. */
export async function createCollection({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof createCollectionInput>;
}): Promise<CollectionView | CollectionRefusal> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { name, parentId } = createCollectionInput.parse(input);
  return transact(ctx, async (_, tx) => {
    await lockCollections(tx, userId);
    const fault = placeFault(parentId === null ? null : await getRow(tx, userId, parentId), 0);
    if (fault) return { ok: false as const, reason: fault };
    if ((await tx.$count(collections, eq(collections.userId, userId))) >= MAX_COLLECTIONS)
      return { ok: false as const, reason: "too_many_collections" as const };
    if (await isNameTaken(tx, userId, { parentId, name }))
      return { ok: false as const, reason: "collection_name_taken" as const };
    const id = newId("collection", ctx.now.getTime());
    const position = (await listBeside(tx, userId, parentId)).length;
    const { now } = ctx;
    await tx
      .insert(collections)
      .values({ id, userId, parentId, name, position, createdAt: now, updatedAt: now });
    const [view] = await readViews(tx, userId, id);
    return view ?? broken("insert returned no collection");
  });
}
