import { and, eq, inArray, like } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { creditGrants, creditReservations, ledgerEntries, ledgerLines } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import {
  availableAccount,
  findEntry,
  lockAccount,
  postEntry,
  readAvailable,
  systemAccounts,
} from "../internal/ledger";
import { refundCreditsInput } from "../schema";

export type RefundRefusal =
  | { ok: false; reason: "refund_exceeds_charge"; left: number }
  | { ok: false; reason: "generation_open" };

/**
 * An admin gives back what a job was charged, all of it or a part, as credits that never expire. Over all refunds it
 * is never more than was charged. The key makes each happen once, under `refund:<job>:<key>`; the caller writes the
 * audit line. Answers the balance before and after.
 */
export async function refundCredits({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof refundCreditsInput>;
}): Promise<
  { ok: true; entryId: string; repeated: boolean; before: Refunded; after: Refunded } | RefundRefusal
> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { subjectId, amount, reason, idempotencyKey } = refundCreditsInput.parse(input);
  return transact(ctx, async (inner, tx) => {
    const held = await findReservation(tx, subjectId);
    const { userId } = held;
    await lockAccount(tx, userId);
    const { charged } = await findReservation(tx, subjectId);
    if (charged === null) return { ok: false as const, reason: "generation_open" as const };
    const businessKey = `refund:${subjectId}:${idempotencyKey}`;
    const refunded = await sumRefunds(tx, subjectId, userId);
    const available = await readAvailable(tx, userId);
    const before = { refunded, available };
    const first = await findEntry(tx, businessKey, { userId, available: amount });
    if (first) return { ok: true as const, entryId: first.id, repeated: true, before, after: before };
    if (refunded + amount > charged)
      return { ok: false as const, reason: "refund_exceeds_charge" as const, left: charged - refunded };
    const entryId = await postEntry(inner, tx, {
      businessKey,
      kind: "adjust",
      userId,
      subjectId,
      reason,
      lines: { [systemAccounts.adjustment]: -amount, [availableAccount(userId)]: amount },
    });
    await tx.insert(creditGrants).values({
      id: newId("creditGrant", ctx.now.getTime()),
      userId,
      entryId,
      source: "adjustment",
      amount,
      remaining: amount,
      createdAt: ctx.now,
    });
    const after = { refunded: refunded + amount, available: available + amount };
    return { ok: true as const, entryId, repeated: false, before, after };
  });
}

interface Refunded {
  /** Of this job, by all refunds. */
  refunded: number;
  available: number;
}

async function findReservation(tx: Transaction, subjectId: string) {
  const [row] = await tx
    .select({ userId: creditReservations.userId, charged: creditReservations.charged })
    .from(creditReservations)
    .where(eq(creditReservations.subjectId, subjectId));
  return row ?? notHeld();
}

const notHeld = (): never => {
  throw notFound("charge of this job");
};

/** What the refunds of a job gave back, by its entries' index. */
async function sumRefunds(tx: Transaction, subjectId: string, userId: string): Promise<number> {
  const entries = tx
    .select({ id: ledgerEntries.id })
    .from(ledgerEntries)
    .where(
      and(eq(ledgerEntries.subjectId, subjectId), like(ledgerEntries.businessKey, `refund:${subjectId}:%`)),
    );
  const lines = await tx
    .select({ amount: ledgerLines.amount })
    .from(ledgerLines)
    .where(and(inArray(ledgerLines.entryId, entries), eq(ledgerLines.accountId, availableAccount(userId))));
  return lines.reduce((sum, line) => sum + line.amount, 0);
}
