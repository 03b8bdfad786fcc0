import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Ctx } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { forget, singleton } from "@/lib/platform/process/singleton";
import * as schema from "./schema";

export type Database = PostgresJsDatabase<typeof schema> & { $client: postgres.Sql };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What a read or an internal write needs: a pool or an open transaction. */
export type Executor = Database | Transaction;

/**
 * Opens a pool. `undefined: null` closes a driver trap: postgres 3.4.9 given an undefined parameter
 * under concurrency hangs its whole pool for good (regression test in client.db.test.ts).
 */
export function openPool(url: string, max: number): postgres.Sql {
  return postgres(url, {
    max,
    idle_timeout: 60,
    connect_timeout: 10,
    transform: { undefined: null },
    onnotice: () => {},
    connection: {
      application_name: "xintu",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}

/** The primary's pool of driver connections, one per process. Most code wants `db()`. */
export const sql = (): postgres.Sql =>
  singleton("db.sql", () => openPool(env().DATABASE_URL, env().DATABASE_POOL_MAX));

/** The primary: everything that writes, and reads that must see this request's own writes. */
export const db = (): Database => singleton("db.primary", () => drizzle(sql(), { schema }));

/** The replica, or the primary where none is configured: only for reads that bear seconds of delay. */
export const replica = (): Database =>
  singleton("db.replica", () => {
    const url = env().DATABASE_REPLICA_URL;
    return url ? drizzle(openPool(url, env().DATABASE_POOL_MAX), { schema }) : db();
  });

/** The open transaction of `ctx`, or the primary. */
export const executor = (ctx: Ctx): Executor => (ctx.tx as Transaction | undefined) ?? db();

/**
 * Runs `work` in one transaction: the caller's when `ctx` carries one, a new one otherwise.
 * `work` receives a ctx that carries it, so that verbs called inside share it.
 */
export function transact<C extends Ctx, T>(
  ctx: C,
  work: (ctx: C, tx: Transaction) => Promise<T>,
): Promise<T> {
  if (ctx.tx) return work(ctx, ctx.tx as Transaction);
  return db().transaction((tx) => work({ ...ctx, tx }, tx));
}

/** Ends every pool of this process; a later use opens new ones. For shutdown, scripts and tests. */
export async function closePools(): Promise<void> {
  const pools = [sql(), ...(env().DATABASE_REPLICA_URL ? [replica().$client] : [])];
  for (const name of ["db.sql", "db.primary", "db.replica"]) forget(name);
  await Promise.all(pools.map((pool) => pool.end({ timeout: 5 })));
}
