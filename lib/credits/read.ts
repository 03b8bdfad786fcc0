import { and, asc, eq, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { creditAccounts, creditGrants, ledgerEntries, ledgerLines } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { availableAccount, reservedAccount } from "./internal/ledger";
import type { BalanceView, LedgerPage, listLedgerInput } from "./schema";

/** Grants that a balance lists one by one; its sums count all of them. */
const MAX_GRANTS = 200;

/** What the acting user can spend and what their running jobs hold, with the expiries of the former. */
export async function getBalance({ ctx }: { ctx: Ctx }): Promise<BalanceView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const alive = sql`(${creditGrants.expiresAt} is null or ${creditGrants.expiresAt} > ${ctx.now.toISOString()}::timestamptz)`;
  const spendable = and(eq(creditGrants.userId, userId), gt(creditGrants.remaining, 0), alive);
  const [sums, grants, accounts] = await Promise.all([
    executor(ctx)
      .select({ available: sql<number>`coalesce(sum(${creditGrants.remaining}), 0)`.mapWith(Number) })
      .from(creditGrants)
      .where(spendable),
    executor(ctx)
      .select({
        amount: creditGrants.remaining,
        expiresAt: creditGrants.expiresAt,
        source: creditGrants.source,
      })
      .from(creditGrants)
      .where(spendable)
      .orderBy(sql`${creditGrants.expiresAt} asc nulls last`, asc(creditGrants.createdAt))
      .limit(MAX_GRANTS),
    executor(ctx)
      .select({ balance: creditAccounts.balance })
      .from(creditAccounts)
      .where(eq(creditAccounts.id, reservedAccount(userId))),
  ]);
  return {
    available: sums[0]?.available ?? 0,
    reserved: accounts[0]?.balance ?? 0,
    byExpiry: grants.map((grant) => ({ ...grant, expiresAt: grant.expiresAt?.toISOString() ?? null })),
  };
}

/** The acting user's ledger, newest first. */
export async function listEntries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof listLedgerInput>;
}): Promise<LedgerPage> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const rows = await selectEntries(
    ctx,
    userId,
    input.limit + 1,
    afterCursor(ledgerEntries.createdAt, ledgerEntries.id, input.cursor),
  );
  const found = page(rows, input.limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const changes = await changesOf(
    ctx,
    userId,
    found.items.map((row) => row.id),
  );
  return {
    items: found.items.map((row) => ({
      ...row,
      available: changes.get(`${row.id} ${availableAccount(userId)}`) ?? 0,
      reserved: changes.get(`${row.id} ${reservedAccount(userId)}`) ?? 0,
      createdAt: row.createdAt.toISOString(),
    })),
    nextCursor: found.nextCursor,
  };
}

const selectEntries = (ctx: Ctx, userId: string, limit: number, where: SQL | undefined) =>
  executor(ctx)
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      subjectId: ledgerEntries.subjectId,
      reason: ledgerEntries.reason,
      createdAt: ledgerEntries.createdAt,
    })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.userId, userId), where))
    .orderBy(...newestFirst(ledgerEntries))
    .limit(limit);

async function changesOf(ctx: Ctx, userId: string, entryIds: string[]): Promise<Map<string, number>> {
  if (entryIds.length === 0) return new Map();
  const lines = await executor(ctx)
    .select()
    .from(ledgerLines)
    .where(
      and(
        inArray(ledgerLines.entryId, entryIds),
        inArray(ledgerLines.accountId, [availableAccount(userId), reservedAccount(userId)]),
      ),
    );
  return new Map(lines.map((line) => [`${line.entryId} ${line.accountId}`, line.amount]));
}

/** What is neither spent nor held of the grants behind these business keys; for the platform and those who administer refunds. */
export async function countUnspent({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { userId: string; grantKeys: readonly string[] };
}): Promise<number> {
  if (ctx.actor.kind !== "job") requirePermission(ctx.actor, "READ_ADMIN");
  if (input.grantKeys.length === 0) return 0;
  const [sum] = await executor(ctx)
    .select({ left: sql<number>`coalesce(sum(${creditGrants.remaining}), 0)`.mapWith(Number) })
    .from(creditGrants)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, creditGrants.entryId))
    .where(
      and(eq(creditGrants.userId, input.userId), inArray(ledgerEntries.businessKey, [...input.grantKeys])),
    );
  return sum?.left ?? 0;
}
