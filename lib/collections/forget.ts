import { and, eq, isNotNull } from "drizzle-orm";
import { transact } from "@/db/client";
import { collections } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { lockCollections } from "./internal/rows";

/** Removes all collections of the acting person, for accounts that are closed; their images go before. Safe to repeat. */
export async function forgetCollections({ ctx }: { ctx: Ctx }): Promise<{ removed: number }> {
  const userId = requireUser(ctx.actor);
  return transact(ctx, async (_, tx) => {
    await lockCollections(tx, userId);
    const own = eq(collections.userId, userId);
    const inner = await tx
      .delete(collections)
      .where(and(own, isNotNull(collections.parentId)))
      .returning();
    const outer = await tx.delete(collections).where(own).returning();
    return { removed: inner.length + outer.length };
  });
}
