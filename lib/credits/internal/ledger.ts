import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { creditAccounts, creditGrants, ledgerEntries, ledgerLines, users } from "@/db/schema";
import { describeActor } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { conflict, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";

export const availableAccount = (userId: string) => `${userId}:available`;
export const reservedAccount = (userId: string) => `${userId}:reserved`;
export const systemAccounts = {
  issuance: "system:issuance",
  revenue: "system:revenue",
  expiry: "system:expiry",
  adjustment: "system:adjustment",
} as const;

/**
 * Locks the user's available account for the rest of the transaction; opens both accounts if they are
 * missing. Every write of credits calls it first, so movements of one user are serial and never deadlock.
 */
export async function lockAccount(tx: Transaction, userId: string): Promise<void> {
  const [row] = await tx
    .select({ id: creditAccounts.id })
    .from(creditAccounts)
    .where(eq(creditAccounts.id, availableAccount(userId)))
    .for("update");
  if (row) return;
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
  if (!user) throw notFound("account");
  await tx
    .insert(creditAccounts)
    .values([
      { id: availableAccount(userId), kind: "user_available", userId, balance: 0 },
      { id: reservedAccount(userId), kind: "user_reserved", userId, balance: 0 },
    ])
    .onConflictDoNothing();
  await tx
    .select({ id: creditAccounts.id })
    .from(creditAccounts)
    .where(eq(creditAccounts.id, availableAccount(userId)))
    .for("update");
}

/** The balance of a locked available account. */
export async function readAvailable(tx: Transaction, userId: string): Promise<number> {
  const [account] = await tx
    .select({ balance: creditAccounts.balance })
    .from(creditAccounts)
    .where(eq(creditAccounts.id, availableAccount(userId)));
  return account?.balance ?? 0;
}

/**
 * The entry of a business key, if the movement was made before. The same key for another person or another
 * amount is no repetition: it is refused with 409, because "done already" would be a lie.
 */
export async function findEntry(
  tx: Transaction,
  businessKey: string,
  same: { userId: string; available: number },
): Promise<{ id: string } | undefined> {
  const [entry] = await tx
    .select({ id: ledgerEntries.id, userId: ledgerEntries.userId, available: ledgerLines.amount })
    .from(ledgerEntries)
    .leftJoin(
      ledgerLines,
      and(
        eq(ledgerLines.entryId, ledgerEntries.id),
        eq(ledgerLines.accountId, availableAccount(same.userId)),
      ),
    )
    .where(eq(ledgerEntries.businessKey, businessKey));
  if (!entry) return undefined;
  if (entry.userId !== same.userId || entry.available !== same.available)
    throw conflict("idempotency_key_reused", "This key stands for another movement of credits.");
  return { id: entry.id };
}

/** How the movement of a business key changed this person's available credits; null when there was none. */
export async function findEntryAmount(
  tx: Transaction,
  businessKey: string,
  userId: string,
): Promise<number | null> {
  const [line] = await tx
    .select({ amount: ledgerLines.amount })
    .from(ledgerEntries)
    .innerJoin(
      ledgerLines,
      and(eq(ledgerLines.entryId, ledgerEntries.id), eq(ledgerLines.accountId, availableAccount(userId))),
    )
    .where(and(eq(ledgerEntries.businessKey, businessKey), eq(ledgerEntries.userId, userId)));
  return line?.amount ?? null;
}

/** Grants with something left, oldest first; alive or not, `rules` decides. */
export const listSpendable = (tx: Transaction, userId: string) =>
  tx
    .select({ id: creditGrants.id, remaining: creditGrants.remaining, expiresAt: creditGrants.expiresAt })
    .from(creditGrants)
    .where(and(eq(creditGrants.userId, userId), gt(creditGrants.remaining, 0)))
    .orderBy(asc(creditGrants.createdAt), asc(creditGrants.id));

/** Writes one balanced entry. Lines of zero are left out; an entry has at least two lines. */
export async function postEntry(
  ctx: Ctx,
  tx: Transaction,
  entry: {
    businessKey: string;
    kind: (typeof ledgerEntries.$inferInsert)["kind"];
    userId: string;
    subjectId?: string;
    reason?: string;
    lines: Record<string, number>;
  },
): Promise<string> {
  const id = newId("ledgerEntry", ctx.now.getTime());
  const { kind: actorKind, id: actorId } = describeActor(ctx.actor);
  await tx.insert(ledgerEntries).values({
    id,
    businessKey: entry.businessKey,
    kind: entry.kind,
    userId: entry.userId,
    subjectId: entry.subjectId ?? null,
    plan:
      entry.kind === "settle"
        ? sql`(select ${users.plan} from ${users} where ${users.id} = ${entry.userId})`
        : null,
    reason: entry.reason ?? null,
    actor: { kind: actorKind, id: actorId },
    requestId: ctx.requestId,
    createdAt: ctx.now,
  });
  failPoint("credits.between-entry-and-lines");
  const lines = Object.entries(entry.lines).filter(([, amount]) => amount !== 0);
  await tx
    .insert(ledgerLines)
    .values(lines.map(([accountId, amount]) => ({ entryId: id, accountId, amount })));
  return id;
}

/** Moves credits between the parts of grants in one statement. */
export async function moveGrants(
  tx: Transaction,
  moves: readonly { grantId: string; remaining: number; reserved: number }[],
): Promise<void> {
  if (moves.length === 0) return;
  const pick = (part: "remaining" | "reserved") =>
    sql.join(
      moves.map((move) => sql`when ${move.grantId} then ${move[part]}::bigint`),
      sql` `,
    );
  await tx
    .update(creditGrants)
    .set({
      remaining: sql`${creditGrants.remaining} + case ${creditGrants.id} ${pick("remaining")} else 0 end`,
      reserved: sql`${creditGrants.reserved} + case ${creditGrants.id} ${pick("reserved")} else 0 end`,
    })
    .where(
      inArray(
        creditGrants.id,
        moves.map((move) => move.grantId),
      ),
    );
}

/**
 * Takes what is left of an expired grant. `gone` (what the grant has lost so far) grows with every such entry,
 * so it tells a second expiry of one grant from a repetition of the first.
 */
export async function expireRemaining(
  ctx: Ctx,
  tx: Transaction,
  grant: { id: string; userId: string; amount: number; remaining: number; reserved: number },
): Promise<void> {
  if (grant.remaining === 0) return;
  const gone = grant.amount - grant.remaining - grant.reserved;
  await moveGrants(tx, [{ grantId: grant.id, remaining: -grant.remaining, reserved: 0 }]);
  await postEntry(ctx, tx, {
    businessKey: `expire:${grant.id}:${gone}`,
    kind: "expire",
    userId: grant.userId,
    subjectId: grant.id,
    lines: {
      [availableAccount(grant.userId)]: -grant.remaining,
      [systemAccounts.expiry]: grant.remaining,
    },
  });
}
