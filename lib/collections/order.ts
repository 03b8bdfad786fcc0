import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { getRow, listBeside, lockCollections, readViews, writeOrder } from "./internal/rows";
import { newOrder } from "./rules";
import { type collectionList, orderCollectionsInput } from "./schema";

/**
 * Puts the collections beside each other into an order; those that came meanwhile and are not named follow. One that
 * does not stand there is not found, and nothing is moved.
 */
export async function orderCollections({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof orderCollectionsInput>;
}): Promise<z.infer<typeof collectionList>> {
  requirePermission(ctx.actor, "GENERATE_IMAGE");
  const userId = requireUser(ctx.actor);
  const { parentId, ids } = orderCollectionsInput.parse(input);
  return transact(ctx, async (_, tx) => {
    await lockCollections(tx, userId);
    if (parentId !== null) await getRow(tx, userId, parentId);
    const standing = await listBeside(tx, userId, parentId);
    if (ids.some((id) => !standing.includes(id))) throw notFound("collection");
    await writeOrder(tx, newOrder(standing, ids));
    return { items: await readViews(tx, userId), nextCursor: null };
  });
}
