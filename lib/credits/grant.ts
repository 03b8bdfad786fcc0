import type { z } from "zod";
import { transact } from "@/db/client";
import { creditGrants } from "@/db/schema";
import type { Actor, Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { availableAccount, findEntry, lockAccount, postEntry, systemAccounts } from "./internal/ledger";
import { grantCreditsInput } from "./schema";

/**
 * Gives credits to a user: a grant, and an entry from the issuance account. Jobs, webhooks and admins may. The business key makes it happen once:
 * a repetition returns the first entry and changes nothing.
 */
export async function grantCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof grantCreditsInput>;
}): Promise<{ entryId: string; repeated: boolean }> {
  requireGranter(ctx.actor);
  const { userId, amount, source, expiresAt, businessKey, reason } = grantCreditsInput.parse(input);
  return transact(ctx, async (_, tx) => {
    await lockAccount(tx, userId);
    const first = await findEntry(tx, businessKey, { userId, available: amount });
    if (first) return { entryId: first.id, repeated: true };
    const entryId = await postEntry(ctx, tx, {
      businessKey,
      kind: "grant",
      userId,
      reason: reason ?? source,
      lines: { [systemAccounts.issuance]: -amount, [availableAccount(userId)]: amount },
    });
    await tx.insert(creditGrants).values({
      id: newId("creditGrant", ctx.now.getTime()),
      userId,
      entryId,
      source,
      amount,
      remaining: amount,
      expiresAt,
      createdAt: ctx.now,
    });
    return { entryId, repeated: false };
  });
}

function requireGranter(actor: Actor): void {
  if (actor.kind === "job" || actor.kind === "webhook" || actor.kind === "admin") return;
  throw forbidden("WRITE_ADMIN");
}
