import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { generationAttempts, generations, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { listUncertainInput, type RowsPage, type UncertainView } from "../schema";

/** Besides the count, nobody needs to know of more than this at once. */
const MOST_COUNTED = 100;

const open = and(eq(generationAttempts.state, "submission_unknown"), isNull(generationAttempts.resolution));

/** Attempts of ended generations whose outcome nobody knows and nobody has decided, newest first. */
export async function listUncertain({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listUncertainInput>;
}): Promise<RowsPage<UncertainView>> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit } = listUncertainInput.parse(input);
  const rows = await executor(ctx)
    .select({
      attemptId: generationAttempts.id,
      ordinal: generationAttempts.ordinal,
      part: generationAttempts.part,
      provider: generationAttempts.provider,
      model: generationAttempts.model,
      externalId: generationAttempts.externalId,
      errorMessage: generationAttempts.errorMessage,
      submittedAt: generationAttempts.submittedAt,
      createdAt: generationAttempts.createdAt,
      generationId: generations.id,
      generationStatus: generations.status,
      userId: generations.userId,
      username: users.username,
    })
    .from(generationAttempts)
    .innerJoin(generations, eq(generations.id, generationAttempts.generationId))
    .innerJoin(users, eq(users.id, generations.userId))
    .where(
      and(
        open,
        isNotNull(generations.finishedAt),
        afterCursor(generationAttempts.createdAt, generationAttempts.id, cursor),
      ),
    )
    .orderBy(...newestFirst(generationAttempts))
    .limit(limit + 1);
  const found = page(rows, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.attemptId }));
  return {
    items: found.items.map((row) => ({
      ...row,
      submittedAt: row.submittedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    })),
    nextCursor: found.nextCursor,
  };
}

/** How many attempts wait for a decision; counted up to 100. */
export async function countUncertain({ ctx }: { ctx: Ctx }): Promise<{ waiting: number; more: boolean }> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const rows = await executor(ctx)
    .select({ id: generationAttempts.id })
    .from(generationAttempts)
    .innerJoin(generations, eq(generations.id, generationAttempts.generationId))
    .where(and(open, isNotNull(generations.finishedAt)))
    .limit(MOST_COUNTED + 1);
  return { waiting: Math.min(rows.length, MOST_COUNTED), more: rows.length > MOST_COUNTED };
}
