import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { countActiveUsers, metrics } from "@/lib/platform/metrics";
import { redis } from "@/lib/providers/redis/client";

/** Whether the database and, where configured, Redis answer. Redis being away degrades limits, not the product. */
export async function getHealth({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ ok: boolean; parts: Record<string, unknown> }> {
  const database = await answers(() => db().execute(sql`select 1`));
  const cache = redis();
  const parts = {
    database: database ? "ok" : "unavailable",
    redis: cache ? ((await answers(() => cache.ping())) ? "ok" : "unavailable") : "not configured",
    time: ctx.now.toISOString(),
  };
  return { ok: database, parts };
}

/** Refreshes the gauges that are read and not counted. */
export async function measureGauges({ ctx }: { ctx: Ctx }): Promise<void> {
  metrics().activeUsers.set(countActiveUsers(ctx.now.getTime()));
  const [row] = await db().execute<{ n: string }>(
    sql`select count(*)::text as n from pg_stat_activity where datname = current_database() and application_name = 'xintu'`,
  );
  metrics().databaseConnections.set(Number(row?.n ?? 0));
  const info = await redis()?.info("memory");
  const used = /used_memory:(\d+)/.exec(info ?? "")?.[1];
  if (used) metrics().redisMemory.set(Number(used));
}

async function answers(call: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (err) {
    logger("stats.health").error("a part does not answer", { err });
    return false;
  }
}
