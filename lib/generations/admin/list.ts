import { and, eq, inArray, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generations, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { encodeCursor, page } from "@/lib/platform/http/cursor";
import { type GenerationRowView, listAllGenerationsInput, type RowsPage } from "../schema";

/** Generations that one page looks at, at most, where several filters are set. */
const WINDOW = 5_000;

const columns = {
  id: generations.id,
  userId: generations.userId,
  status: generations.status,
  cancelRequestedAt: generations.cancelRequestedAt,
  operation: generations.operation,
  provider: generations.provider,
  model: generations.model,
  count: generations.count,
  deliveredCount: generations.deliveredCount,
  priceCredits: generations.priceCredits,
  creditsUsed: generations.creditsUsed,
  errorCode: generations.errorCode,
  createdAt: generations.createdAt,
  startedAt: generations.startedAt,
  finishedAt: generations.finishedAt,
};
type Columns = { [K in keyof typeof columns]: (typeof generations.$inferSelect)[K] };

/**
 * Everybody's generations, newest first. Each filter has an index in this order. With several, the list goes by the
 * one that is the most selective by nature (person, error, model, provider, state) and applies the others to a bounded
 * part of it, so that a page may hold fewer than it could and still go on.
 */
export async function listAllGenerations({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAllGenerationsInput>;
}): Promise<RowsPage<GenerationRowView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit, ...filters } = listAllGenerationsInput.parse(input);
  const [first, ...others] = conditionsOf(filters);
  const walked = and(first, afterCursor(generations.createdAt, generations.id, cursor));
  const rows =
    others.length === 0
      ? await executor(ctx)
          .select(columns)
          .from(generations)
          .where(walked)
          .orderBy(...newestFirst(generations))
          .limit(limit + 1)
      : await executor(ctx)
          .select(columns)
          .from(candidates(ctx, walked))
          .where(and(...others))
          .orderBy(...newestFirst(generations))
          .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  const nextCursor = found.nextCursor ?? (others.length > 0 ? await endOfWindow(ctx, walked) : null);
  return { items: await viewRows(ctx, found.items), nextCursor };
}

/** Named like the table, so that the other conditions read as they would there. */
const candidates = (ctx: Ctx, where: SQL | undefined) =>
  executor(ctx)
    .select(columns)
    .from(generations)
    .where(where)
    .orderBy(...newestFirst(generations))
    .limit(WINDOW)
    .as("generation_history");

/** Where the next page goes on when this one has looked at as many as it may. */
async function endOfWindow(ctx: Ctx, where: SQL | undefined): Promise<string | null> {
  const [last] = await executor(ctx)
    .select({ id: generations.id, createdAt: generations.createdAt })
    .from(generations)
    .where(where)
    .orderBy(...newestFirst(generations))
    .offset(WINDOW - 1)
    .limit(1);
  return last ? encodeCursor({ atMs: last.createdAt.getTime(), id: last.id }) : null;
}

type Filters = Omit<z.output<typeof listAllGenerationsInput>, "cursor" | "limit">;

const conditionsOf = ({ userId, errorCode, model, provider, status }: Filters): SQL[] => [
  ...(userId ? [eq(generations.userId, userId)] : []),
  ...(errorCode ? [eq(generations.errorCode, errorCode)] : []),
  ...(model ? [eq(generations.model, model)] : []),
  ...(provider ? [eq(generations.provider, provider)] : []),
  ...(status ? [eq(generations.status, status)] : []),
];

/** Rows with the names of their people, which are asked for once per page. */
export async function viewRows(ctx: Ctx, rows: readonly Columns[]): Promise<GenerationRowView[]> {
  const names = await namesOf(
    ctx,
    rows.map((row) => row.userId),
  );
  return rows.map(({ cancelRequestedAt, startedAt, finishedAt, ...row }) => ({
    ...row,
    username: names.get(row.userId) ?? "",
    cancelRequested: cancelRequestedAt !== null,
    createdAt: row.createdAt.toISOString(),
    durationMs: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null,
  }));
}

/** Usernames by id. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await executor(ctx)
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.username]));
}
