import { and, asc, eq, exists, gt, isNotNull, lt, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { generationOutputs, generations } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { releaseEnded } from "@/lib/channels/release";
import { type Ctx, later } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { clearOutputs } from "../internal/clear-outputs";
import { dispatchQueued } from "./dispatch";
import { settleGeneration } from "./settle";
import { stopGeneration } from "./stop";

const BATCH = 200;
const QUEUED_TOO_LONG_MS = 15_000;
const CANCEL_TOO_LONG_MS = 30_000;
const FINISHED_TOO_LONG_MS = 60_000;
const UNCLEARED_TOO_LONG_MS = 10 * 60_000;

/**
 * Repairs what a crash or a lost event left: starts what was committed but never started, ends what is past its
 * deadline or was cancelled and not stopped, settles what was delivered and never settled, clears what ended jobs
 * left lying. Runs every minute and at start-up; each repair is a verb that is safe to repeat, and one that fails
 * does not keep the others from being made.
 */
export async function sweepGenerations({ ctx }: { ctx: Ctx }): Promise<{
  dispatched: number;
  stopped: number;
  settled: number;
  cleared: number;
  released: number;
  failed: number;
}> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  const now = () => later(ctx, begunMs);
  const done = { dispatched: 0, stopped: 0, settled: 0, cleared: 0, released: 0, failed: 0 };
  const repair = async (subject: string, work: () => Promise<unknown>) => {
    try {
      await work();
      return 1;
    } catch (err) {
      logger("generations.sweep").error("a repair failed", { subject, err });
      done.failed += 1;
      return 0;
    }
  };
  for await (const userId of usersWithQueued(ctx))
    await repair(userId, async () => {
      done.dispatched += (await dispatchQueued({ ctx, input: { userId } })).dispatched;
    });
  for (const { id, userId, cancelRequestedAt } of await overdue(ctx))
    done.stopped += await repair(id, async () => {
      const errorCode = cancelRequestedAt ? undefined : "deadline_exceeded";
      await stopGeneration({ ctx: now(), input: { generationId: id, errorCode } });
      await dispatchQueued({ ctx: now(), input: { userId } });
    });
  for (const { id, userId } of await deliveredNotSettled(ctx))
    done.settled += await repair(id, async () => {
      await settleGeneration({ ctx: now(), input: { generationId: id } });
      await dispatchQueued({ ctx: now(), input: { userId } });
    });
  await repair("channels", async () => {
    done.released = (await releaseEnded({ ctx })).released;
  });
  for (const { id } of await endedNotCleared(ctx))
    done.cleared += await repair(id, () => clearOutputs(id, { settledDown: true }));
  return done;
}

const before = (ctx: Ctx, ms: number) => new Date(ctx.now.getTime() - ms);

/** Every user who waits, page by page in the order of ids: those whose slots are full must not hide the others. */
async function* usersWithQueued(ctx: Ctx): AsyncGenerator<string> {
  const waiting = and(
    eq(generations.status, "queued"),
    lt(generations.updatedAt, before(ctx, QUEUED_TOO_LONG_MS)),
  );
  for (let last = ""; ; ) {
    const users = await db()
      .selectDistinct({ userId: generations.userId })
      .from(generations)
      .where(and(waiting, gt(generations.userId, last)))
      .orderBy(asc(generations.userId))
      .limit(BATCH);
    for (const { userId } of users) yield userId;
    last = users.at(-1)?.userId ?? "";
    if (users.length < BATCH) return;
  }
}

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
    .orderBy(asc(generations.updatedAt))
    .limit(BATCH);

const endedNotCleared = (ctx: Ctx) =>
  db()
    .select({ id: generations.id })
    .from(generations)
    .where(
      and(
        lt(generations.finishedAt, before(ctx, UNCLEARED_TOO_LONG_MS)),
        exists(
          db()
            .select({ one: sql`1` })
            .from(generationOutputs)
            .where(eq(generationOutputs.generationId, generations.id)),
        ),
      ),
    )
    .limit(BATCH);
