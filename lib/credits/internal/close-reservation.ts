import { eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { creditAllocations, creditGrants, creditReservations } from "@/db/schema";
import { requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { consume, expiryAfterReturn, isExpired } from "../rules";
import type { ReceiptView } from "../schema";
import {
  availableAccount,
  expireRemaining,
  lockAccount,
  moveGrants,
  postEntry,
  reservedAccount,
  systemAccounts,
} from "./ledger";

/** Closes a reservation once: `charge` is consumed, the rest returns. Null when there is none. */
export async function closeReservation(
  ctx: Ctx,
  tx: Transaction,
  subjectId: string,
  charge: number,
): Promise<ReceiptView | null> {
  const owner = await findReservation(tx, subjectId);
  if (!owner) return null;
  await lockAccount(tx, owner.userId);
  const reservation =
    (await findReservation(tx, subjectId)) ?? broken(`reservation of ${subjectId} vanished`);
  const { userId, amount } = reservation;
  if (ctx.actor.kind !== "job" && requireUser(ctx.actor) !== userId) throw notFound("reservation");
  if (reservation.state !== "open") {
    const charged = reservation.charged ?? broken(`closed reservation ${reservation.id} has no charge`);
    return { reserved: amount, charged, returned: amount - charged };
  }
  if (charge > amount) broken(`charge ${charge} exceeds the reserved ${amount} of ${subjectId}`);

  const grants = await listParts(tx, reservation.id);
  // What expired while the job ran goes first, so that only what the job returns gets its extra day.
  for (const grant of grants)
    if (isExpired(grant.expiresAt, ctx.now))
      await expireRemaining(ctx, tx, { ...grant, id: grant.grantId, amount: grant.granted });
  const parts = consume(grants, charge);
  await moveGrants(
    tx,
    parts.map((part) => ({
      grantId: part.grantId,
      remaining: part.returned,
      reserved: -(part.charged + part.returned),
    })),
  );
  await renewExpiry(tx, parts, ctx.now);
  await tx
    .update(creditReservations)
    .set({ state: charge === 0 ? "released" : "settled", charged: charge, closedAt: ctx.now })
    .where(eq(creditReservations.id, reservation.id));
  await postEntry(ctx, tx, {
    businessKey: `close:${subjectId}`,
    kind: charge === 0 ? "release" : "settle",
    userId,
    subjectId,
    lines: {
      [reservedAccount(userId)]: -amount,
      [systemAccounts.revenue]: charge,
      [availableAccount(userId)]: amount - charge,
    },
  });
  return { reserved: amount, charged: charge, returned: amount - charge };
}

async function findReservation(tx: Transaction, subjectId: string) {
  const [row] = await tx.select().from(creditReservations).where(eq(creditReservations.subjectId, subjectId));
  return row;
}

const listParts = (tx: Transaction, reservationId: string) =>
  tx
    .select({
      grantId: creditAllocations.grantId,
      amount: creditAllocations.amount,
      expiresAt: creditGrants.expiresAt,
      userId: creditGrants.userId,
      granted: creditGrants.amount,
      remaining: creditGrants.remaining,
      reserved: creditGrants.reserved,
    })
    .from(creditAllocations)
    .innerJoin(creditGrants, eq(creditGrants.id, creditAllocations.grantId))
    .where(eq(creditAllocations.reservationId, reservationId));

/** What returned to a grant that expired meanwhile lives on for the grace that the rules give, once per grant. */
async function renewExpiry(
  tx: Transaction,
  parts: { grantId: string; returned: number }[],
  now: Date,
): Promise<void> {
  const returned = parts.filter((part) => part.returned > 0).map((part) => part.grantId);
  if (returned.length === 0) return;
  const graceEnd = expiryAfterReturn(now, now);
  await tx
    .update(creditGrants)
    .set({ expiresAt: graceEnd, graceUsed: true })
    .where(
      sql`${inArray(creditGrants.id, returned)} and not ${creditGrants.graceUsed} and ${creditGrants.expiresAt} <= ${now.toISOString()}::timestamptz`,
    );
}
