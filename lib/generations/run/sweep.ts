import { and, asc, eq, isNotNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { generations } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";
import { dispatchQueued } from "./dispatch";
import { settleGeneration } from "./settle";
import { stopGeneration } from "./stop";

const BATCH = 200;
const QUEUED_TOO_LONG_MS = 15_000;
const CANCEL_TOO_LONG_MS = 30_000;
const FINISHED_TOO_LONG_MS = 60_000;

/**
 * Repairs what a crash or a lost event left: starts what was committed but never started, ends what is past its
 * deadline or was cancelled and not stopped, settles what was delivered and never settled. Runs every minute and
 * at start-up; each repair is a verb that is safe to repeat.
 */
export async function sweepGenerations({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ dispatched: number; stopped: number; settled: number }> {
  if (ctx.actor.kind !== "job") throw forbidden("WRITE_ADMIN");
  const result = { dispatched: 0, stopped: 0, settled: 0 };
  for (const { userId } of await usersWithQueued(ctx))
    result.dispatched += (await dispatchQueued({ ctx, input: { userId } })).dispatched;
  for (const job of await overdue(ctx)) {
    const errorCode = job.cancelRequestedAt ? undefined : "deadline_exceeded";
    await stopGeneration({ ctx, input: { generationId: job.id, errorCode } });
    await dispatchQueued({ ctx, input: { userId: job.userId } });
    result.stopped += 1;
  }
  for (const job of await deliveredNotSettled(ctx)) {
    await settleGeneration({ ctx, input: { generationId: job.id } });
    await dispatchQueued({ ctx, input: { userId: job.userId } });
    result.settled += 1;
  }
  return result;
}

const before = (ctx: Ctx, ms: number) => new Date(ctx.now.getTime() - ms);

const usersWithQueued = (ctx: Ctx) =>
  db()
    .selectDistinct({ userId: generations.userId })
    .from(generations)
    .where(and(eq(generations.status, "queued"), lt(generations.updatedAt, before(ctx, QUEUED_TOO_LONG_MS))))
    .limit(BATCH);

const overdue = (ctx: Ctx) =>
  db()
    .select({
      id: generations.id,
      userId: generations.userId,
      cancelRequestedAt: generations.cancelRequestedAt,
    })
    .from(generations)
    .where(
      and(
        eq(generations.status, "running"),
        or(
          lt(generations.deadlineAt, ctx.now),
          and(
            isNotNull(generations.cancelRequestedAt),
            lt(generations.cancelRequestedAt, before(ctx, CANCEL_TOO_LONG_MS)),
          ),
        ),
      ),
    )
    .orderBy(asc(generations.updatedAt))
    .limit(BATCH);

const deliveredNotSettled = (ctx: Ctx) =>
  db()
    .select({ id: generations.id, userId: generations.userId })
    .from(generations)
    .where(
      and(
        eq(generations.status, "running"),
        sql`${generations.deliveredCount} >= ${generations.count}`,
        lt(generations.updatedAt, before(ctx, FINISHED_TOO_LONG_MS)),
      ),
    )
    .limit(BATCH);
