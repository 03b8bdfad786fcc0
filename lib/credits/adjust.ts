import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { creditGrants } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import {
  availableAccount,
  findEntry,
  listSpendable,
  lockAccount,
  moveGrants,
  postEntry,
  readAvailable,
  systemAccounts,
} from "./internal/ledger";
import { allocate, spendable } from "./rules";
import { adjustCreditsInput, type CreditRefusal } from "./schema";

/**
 * An admin gives (positive, never expiring) or takes (negative) credits, with a reason that stands in the
 * ledger and in the audit log. Taking more than the person can spend is refused and changes nothing.
 */
export async function adjustCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof adjustCreditsInput>;
}): Promise<{ ok: true; entryId: string; repeated: boolean } | CreditRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { userId, amount, reason, idempotencyKey } = adjustCreditsInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    await lockAccount(tx, userId);
    const businessKey = `adjust:${userId}:${idempotencyKey}`;
    const first = await findEntry(tx, businessKey, { userId, available: amount });
    if (first) return { ok: true as const, entryId: first.id, repeated: true };
    if (amount < 0) {
      const grants = await listSpendable(tx, userId);
      const parts = allocate(grants, -amount, ctx.now);
      if (!parts)
        return {
          ok: false as const,
          reason: "not_enough_credits" as const,
          available: spendable(grants, ctx.now),
          needed: -amount,
        };
      await moveGrants(
        tx,
        parts.map((part) => ({ grantId: part.grantId, remaining: -part.amount, reserved: 0 })),
      );
    }
    const available = await readAvailable(tx, userId);
    const entryId = await postEntry(inner, tx, {
      businessKey,
      kind: "adjust",
      userId,
      reason,
      lines: { [systemAccounts.adjustment]: -amount, [availableAccount(userId)]: amount },
    });
    if (amount > 0) await openGrant(ctx, tx, userId, entryId, amount);
    await recordAudit(inner, tx, {
      action: "credits.adjust",
      subjectId: userId,
      before: { available },
      after: { available: available + amount, amount, entryId },
      reason,
    });
    return { ok: true as const, entryId, repeated: false };
  });
}

const openGrant = (ctx: Ctx, tx: Transaction, userId: string, entryId: string, amount: number) =>
  tx.insert(creditGrants).values({
    id: newId("creditGrant", ctx.now.getTime()),
    userId,
    entryId,
    source: "adjustment",
    amount,
    remaining: amount,
    createdAt: ctx.now,
  });
