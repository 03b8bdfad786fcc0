import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { asOwner } from "./internal/as-owner";
import { clearAccount } from "./internal/clear-account";

/** Finishes what closing accounts began: whatever is left of deleted people goes. Nightly; up to `limit` people. */
export async function clearClosedAccounts({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { limit: number };
}): Promise<{ cleared: number; more: boolean }> {
  requireJob(ctx.actor);
  const left = await db()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.status, "deleted"), isNull(users.clearedAt)))
    .orderBy(asc(users.deletedAt))
    .limit(input.limit);
  let cleared = 0;
  for (const { id } of left) {
    try {
      await clearAccount(asOwner(ctx, id));
      cleared += 1;
    } catch (err) {
      // One that cannot be cleared must not keep the others from it.
      logger("registration.clear").error("a closed account is not cleared yet", { user_id: id, err });
    }
  }
  return { cleared, more: left.length === input.limit };
}
