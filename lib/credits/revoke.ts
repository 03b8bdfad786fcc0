import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { creditGrants, ledgerEntries } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import {
  availableAccount,
  findEntryAmount,
  lockAccount,
  moveGrants,
  postEntry,
  systemAccounts,
} from "./internal/ledger";
import { type CreditRefusal, revokeCreditsInput } from "./schema";

/**
 * Takes credits back from the grants with which they came, because what paid for them goes back: at most what is
 * left of those grants, so that nobody loses credits that came from elsewhere and no balance falls below zero. The
 * business key makes it happen once; a repetition returns what was taken first.
 */
export async function revokeCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof revokeCreditsInput>;
}): Promise<{ ok: true; taken: number; repeated: boolean } | CreditRefusal> {
  requireJobOrAdmin(ctx.actor);
  const given = revokeCreditsInput.parse(input);
  const { userId, amount, businessKey, subjectId, reason } = given;
  return transact(ctx, async (inner, tx) => {
    await lockAccount(tx, userId);
    const first = await findEntryAmount(tx, businessKey, userId);
    if (first !== null) return { ok: true as const, taken: -first, repeated: true };
    const grants = await listGrants(tx, userId, given.grantKeys);
    const left = grants.reduce((sum, grant) => sum + grant.remaining, 0);
    if (left < amount && !given.partial)
      return { ok: false as const, reason: "not_enough_credits" as const, available: left, needed: amount };
    const taken = Math.min(left, amount);
    if (taken === 0) return { ok: true as const, taken: 0, repeated: false };
    await moveGrants(tx, partsOf(grants, taken));
    await postEntry(inner, tx, {
      businessKey,
      kind: "revoke",
      userId,
      subjectId,
      ...(reason === undefined ? {} : { reason }),
      lines: { [availableAccount(userId)]: -taken, [systemAccounts.issuance]: taken },
    });
    return { ok: true as const, taken, repeated: false };
  });
}

/** The grants behind these keys with something left, the newest first: what came last goes first. */
async function listGrants(tx: Transaction, userId: string, grantKeys: readonly string[]) {
  if (grantKeys.length === 0) return [];
  const rows = await tx
    .select({ id: creditGrants.id, remaining: creditGrants.remaining })
    .from(creditGrants)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, creditGrants.entryId))
    .where(
      and(
        eq(creditGrants.userId, userId),
        inArray(ledgerEntries.businessKey, [...grantKeys]),
        gt(creditGrants.remaining, 0),
      ),
    )
    .orderBy(asc(creditGrants.createdAt), asc(creditGrants.id));
  return rows.toReversed();
}

function partsOf(grants: readonly { id: string; remaining: number }[], amount: number) {
  const parts: { grantId: string; remaining: number; reserved: number }[] = [];
  let missing = amount;
  for (const grant of grants) {
    if (missing === 0) break;
    const part = Math.min(grant.remaining, missing);
    parts.push({ grantId: grant.id, remaining: -part, reserved: 0 });
    missing -= part;
  }
  return parts;
}
