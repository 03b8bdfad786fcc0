import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { z } from "zod";
import { db, transact } from "@/db/client";
import { creditGrants } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { expireRemaining, lockAccount } from "./internal/ledger";
import { isExpired } from "./rules";
import { expireCreditsInput } from "./schema";

/**
 * Takes what is left of grants whose time is over, one transaction per grant. Reserved parts stay with their
 * jobs. Returns how many grants it emptied and whether there may be more than `limit`.
 */
export async function expireCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof expireCreditsInput>;
}): Promise<{ expiredGrants: number; more: boolean }> {
  requireJob(ctx.actor);
  const { limit } = expireCreditsInput.parse(input);
  const due = await db()
    .select({ id: creditGrants.id, userId: creditGrants.userId })
    .from(creditGrants)
    .where(and(gt(creditGrants.remaining, 0), lte(creditGrants.expiresAt, ctx.now)))
    .orderBy(asc(creditGrants.expiresAt))
    .limit(limit);
  let expiredGrants = 0;
  for (const grant of due) if (await expireGrant(ctx, grant.id, grant.userId)) expiredGrants += 1;
  return { expiredGrants, more: due.length === limit };
}

/** False when someone else emptied it, or credits came back to it with a new expiry, since it was listed. */
function expireGrant(ctx: Ctx, grantId: string, userId: string): Promise<boolean> {
  return transact(ctx, async (inner, tx) => {
    await lockAccount(tx, userId);
    const [grant] = await tx.select().from(creditGrants).where(eq(creditGrants.id, grantId));
    if (!grant || grant.remaining === 0 || !isExpired(grant.expiresAt, ctx.now)) return false;
    await expireRemaining(inner, tx, grant);
    return true;
  });
}
