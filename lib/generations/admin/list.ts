import { and, inArray } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { generations, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { pageBy } from "@/lib/platform/http/cursor";
import { type GenerationRowView, listAllGenerationsInput, type RowsPage } from "../schema";
import { type Walk, walkOf } from "./walk";

/** What the page of the list reads from its address. */
export const generationFilters = [
  ...(["status", "model", "provider", "errorCode", "userId"] as const),
  ...(["tier", "from", "to", "by"] as const),
] as const;

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
 * Everybody's generations, each filter by an index in the order of the list (`walkOf`): newest first by their order or
 * by their end, open ones oldest first. With several filters the list goes by one and applies the others to a bounded
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
  const { limit, ...filters } = listAllGenerationsInput.parse(input);
  const walk = walkOf(filters);
  const isPlain = walk.others.length === 0;
  const rows = await executor(ctx)
    .select(columns)
    .from(isPlain ? generations : candidates(ctx, walk))
    .where(isPlain ? walk.lead : and(...walk.others))
    .orderBy(...walk.order)
    .limit(limit + 1);
  const found = pageBy(rows, limit, (row) => cursorAt(walk, row));
  const nextCursor = found.nextCursor ?? (isPlain ? null : await endOfWindow(ctx, walk));
  return { items: await viewRows(ctx, found.items), nextCursor };
}

function cursorAt({ by, cursors }: Walk, row: Pick<Columns, "id" | "createdAt" | "finishedAt">): string {
  const at = by === generations.finishedAt ? (row.finishedAt ?? row.createdAt) : row.createdAt;
  return cursors.encode({ atMs: at.getTime(), id: row.id });
}

/** Named like the table, so that the other conditions read as they would there. */
const candidates = (ctx: Ctx, { lead, order }: Walk) =>
  executor(ctx)
    .select({ ...columns, tier: generations.tier })
    .from(generations)
    .where(lead)
    .orderBy(...order)
    .limit(WINDOW)
    .as("generation_history");

/** Where the next page goes on when this one has looked at as many as it may. */
async function endOfWindow(ctx: Ctx, walk: Walk): Promise<string | null> {
  const [last] = await executor(ctx)
    .select({ id: generations.id, createdAt: generations.createdAt, finishedAt: generations.finishedAt })
    .from(generations)
    .where(walk.lead)
    .orderBy(...walk.order)
    .offset(WINDOW - 1)
    .limit(1);
  return last ? cursorAt(walk, last) : null;
}

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
    finishedAt: finishedAt?.toISOString() ?? null,
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
