import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { users } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
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
  for (const { id } of left)
    await clearAccount({
      ...ctx,
      actor: { kind: "user", userId: id, plan: "free", role: "user", address: "" },
    });
  return { cleared: left.length, more: left.length === input.limit };
}
