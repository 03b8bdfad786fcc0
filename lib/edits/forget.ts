import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { editMasks } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { storage } from "@/lib/providers/storage/client";

const BATCH = 200;

/** Removes the acting user's masks, files first. For closing an account; repeating it goes on where it stopped. */
export async function forgetMasks({ ctx }: { ctx: Ctx }): Promise<void> {
  const mine = eq(editMasks.userId, requireUser(ctx.actor));
  for (;;) {
    const some = await db()
      .select({ id: editMasks.id, key: editMasks.storageKey })
      .from(editMasks)
      .where(mine)
      .limit(BATCH);
    for (const { id, key } of some) {
      await storage().remove(key);
      await db().delete(editMasks).where(eq(editMasks.id, id));
    }
    if (some.length < BATCH) return;
  }
}
