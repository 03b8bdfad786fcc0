import { and, asc, eq, inArray, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { auditLog, ledgerEntries, ledgerLines, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { CHECK_DONE, isCheckRunning } from "../checks/running";
import {
  type LedgerChecksView,
  type LedgerCheckView,
  type LedgerRecordPage,
  type LedgerRecordView,
  listAllEntriesInput,
} from "../schema";
import { entriesBy } from "./filters";

/** Results of checks that are shown. */
const SHOWN_CHECKS = 5;
/** Movements about one thing that are shown. */
const MOST_ABOUT = 200;

/**
 * Everybody's movements of credits with both of their sides, newest first. An id or a business key is one row, a subject a
 * handful; a person, a kind and a plan have an index each that is in the order of the list, and days are a stretch of it.
 */
export async function listAllEntries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAllEntriesInput>;
}): Promise<LedgerRecordPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit, ...filters } = listAllEntriesInput.parse(input);
  const rows = await selectEntries(
    ctx,
    and(entriesBy(filters), afterCursor(ledgerEntries.createdAt, ledgerEntries.id, cursor)),
    limit + 1,
  );
  const found = page(rows, limit, ({ entry }) => ({ atMs: entry.createdAt.getTime(), id: entry.id }));
  return { items: await withLines(ctx, found.items), nextCursor: found.nextCursor };
}

/** The movements about one thing, by its id or by their business keys, newest first. */
export async function listEntriesAbout({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { subjectId: string; businessKeys: readonly string[] };
}): Promise<LedgerRecordView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const named = input.businessKeys.slice(0, MOST_ABOUT);
  const rows = await selectEntries(
    ctx,
    or(
      eq(ledgerEntries.subjectId, input.subjectId),
      named.length === 0 ? undefined : inArray(ledgerEntries.businessKey, named),
    ),
    MOST_ABOUT,
  );
  return withLines(ctx, rows);
}

type Found = { entry: typeof ledgerEntries.$inferSelect; username: string };

const selectEntries = (ctx: Ctx, where: SQL | undefined, limit: number): Promise<Found[]> =>
  executor(ctx)
    .select({ entry: ledgerEntries, username: users.username })
    .from(ledgerEntries)
    .innerJoin(users, eq(users.id, ledgerEntries.userId))
    .where(where)
    .orderBy(...newestFirst(ledgerEntries))
    .limit(limit);

async function withLines(ctx: Ctx, rows: readonly Found[]): Promise<LedgerRecordView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ entry }) => entry.id);
  const lines = await executor(ctx)
    .select()
    .from(ledgerLines)
    .where(inArray(ledgerLines.entryId, ids))
    .orderBy(asc(ledgerLines.entryId), asc(ledgerLines.amount));
  return rows.map(({ entry, username }) => ({
    ...{ id: entry.id, kind: entry.kind, userId: entry.userId, username, subjectId: entry.subjectId },
    ...{ plan: entry.plan, businessKey: entry.businessKey, reason: entry.reason, requestId: entry.requestId },
    actor: { kind: entry.actor.kind ?? "", id: entry.actor.id ?? "" },
    createdAt: entry.createdAt.toISOString(),
    lines: lines
      .filter((line) => line.entryId === entry.id)
      .map(({ accountId, amount }) => ({ account: accountId, amount })),
  }));
}

const checkResult = z.object({
  entries: z.number(),
  differences: z.number(),
  first: z.array(
    z.object({ check: z.string(), subject: z.string(), stored: z.number(), computed: z.number() }),
  ),
});

/** How the last recomputations of the ledger came out, newest first, and whether one is at it. */
export async function listLedgerChecks({ ctx }: { ctx: Ctx }): Promise<LedgerChecksView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const from = executor(ctx);
  const rows = await from
    .select({ id: auditLog.id, at: auditLog.createdAt, after: auditLog.after })
    .from(auditLog)
    .where(eq(auditLog.action, CHECK_DONE))
    .orderBy(...newestFirst(auditLog))
    .limit(SHOWN_CHECKS);
  const items: LedgerCheckView[] = rows.flatMap(({ id, at, after }) => {
    const result = checkResult.safeParse(after);
    return result.success ? [{ id, at: at.toISOString(), ...result.data }] : [];
  });
  return { isRunning: await isCheckRunning(from, ctx.now), items };
}
