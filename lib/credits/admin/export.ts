import { and, asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { replica } from "@/db/client";
import { afterCursor, inParts, newestFirst } from "@/db/keyset";
import { ledgerEntries, ledgerLines, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import type { CsvFile } from "@/lib/platform/http/csv-answer";
import { exportName, MAX_EXPORT_ROWS, toCells } from "@/lib/platform/http/export-days";
import type { exportLedgerInput } from "../schema";
import { entriesBy } from "./filters";

const PART = 500;

const head = [
  ...["entry_id", "created_at", "kind", "user_id", "username", "subject_id", "business_key", "account"],
  ...["amount", "reason", "actor_kind", "actor_id", "request_id", "plan"],
] as const;

/**
 * Every line of the movements of these days that a list with the same filters shows, newest first; the lines of a
 * movement sum to zero.
 */
export async function exportLedger({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof exportLedgerInput>;
}): Promise<CsvFile> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const entries = inParts(PART, async (cursor, limit) => {
    const rows = await replica()
      .select({ entry: ledgerEntries, username: users.username })
      .from(ledgerEntries)
      .innerJoin(users, eq(users.id, ledgerEntries.userId))
      .where(and(entriesBy(input), afterCursor(ledgerEntries.createdAt, ledgerEntries.id, cursor)))
      .orderBy(...newestFirst(ledgerEntries))
      .limit(limit);
    return rows.map(({ entry, username }) => ({ ...entry, username }));
  });
  return {
    fileName: exportName("ledger", input),
    columns: head,
    parts: toCells(withLines(entries)),
    maxRows: MAX_EXPORT_ROWS,
  };
}

type Entry = typeof ledgerEntries.$inferSelect & { username: string };

async function* withLines(parts: AsyncIterable<readonly Entry[]>) {
  for await (const entries of parts) {
    const ids = entries.map(({ id }) => id);
    const lines =
      ids.length === 0
        ? []
        : await replica()
            .select()
            .from(ledgerLines)
            .where(inArray(ledgerLines.entryId, ids))
            .orderBy(asc(ledgerLines.entryId), asc(ledgerLines.accountId));
    yield entries.flatMap((entry) =>
      lines
        .filter(({ entryId }) => entryId === entry.id)
        .map(({ accountId, amount }) => ({
          cells: [
            ...[entry.id, entry.createdAt.toISOString(), entry.kind, entry.userId, entry.username],
            ...[entry.subjectId, entry.businessKey, accountId, amount, entry.reason],
            ...[entry.actor.kind ?? "", entry.actor.id ?? "", entry.requestId, entry.plan],
          ],
        })),
    );
  }
}
