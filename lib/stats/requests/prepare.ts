import { sql } from "drizzle-orm";
import { db, type Transaction, transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { addDays, daysBetween, HOURS_KEPT_DAYS, LOG_DAYS_AHEAD, LOG_KEPT_DAYS } from "../rules";

/**
 * Makes the log's partitions of today and of the next days (days in UTC), moves rows into them that came before they
 * were there, and drops the partitions and roll-ups that are too old. Safe to repeat and to run twice at once.
 */
export async function prepareRequestLog({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ made: string[]; dropped: string[] }> {
  requireJobOrAdmin(ctx.actor);
  const today = ctx.now.toISOString().slice(0, 10);
  const lastDay = addDays(today, LOG_DAYS_AHEAD);
  const oldest = addDays(today, -LOG_KEPT_DAYS);
  const present = new Set(await listLogDays());
  const stray = (await listStrayDays()).filter((day) => day >= oldest && day <= lastDay);
  const wanted = new Set([...daysBetween(today, lastDay), ...stray]);
  const made: string[] = [];
  for (const day of [...wanted].sort())
    if (!present.has(day) && (await transact(ctx, (_, tx) => makePartition(tx, day)))) made.push(day);
  const dropped = [...present].filter((day) => day < oldest).sort();
  for (const day of dropped) await transact(ctx, (_, tx) => dropPartition(tx, day));
  await forgetOld(ctx, oldest);
  return { made, dropped };
}

/** The days (UTC) that have a partition, oldest first. */
export async function listLogDays(): Promise<string[]> {
  const rows = await db().execute<{ name: string }>(sql`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'request_log'::regclass order by 1`);
  return rows.flatMap(({ name }) => {
    const [, year, month, day] = /^request_log_(\d{4})(\d{2})(\d{2})$/.exec(name) ?? [];
    return year ? [`${year}-${month}-${day}`] : [];
  });
}

/** Days of rows that have no partition of their own; normally there are none. */
async function listStrayDays(): Promise<string[]> {
  const rows = await db().execute<{ day: string }>(sql`
    select distinct to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day from request_log_other`);
  return rows.map(({ day }) => day);
}

/** One at a time over all processes, and not behind a reader who takes minutes: the next hour tries again. */
async function takeTurn(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local lock_timeout = '5s'`);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('stats.prepare-request-log', 0))`);
}

const nameOf = (day: string) => `request_log_${day.replaceAll("-", "")}`;

/** False when another process has made it meanwhile. */
async function makePartition(tx: Transaction, day: string): Promise<boolean> {
  await takeTurn(tx);
  const name = nameOf(day);
  const [found] = await tx.execute<{ there: boolean }>(sql`select to_regclass(${name}) is not null as there`);
  if (found?.there) return false;
  const table = sql.identifier(name);
  const [from, to] = [`${day} 00:00:00+00`, `${addDays(day, 1)} 00:00:00+00`].map((at) => sql.raw(`'${at}'`));
  await tx.execute(sql`create table ${table} (like request_log including all)`);
  // Nobody writes into the default partition between the move and the check that it holds nothing of this day.
  await tx.execute(sql`lock table request_log_other in access exclusive mode`);
  await tx.execute(sql`
    with moved as (delete from request_log_other where at >= ${from} and at < ${to} returning *)
    insert into ${table} select * from moved`);
  await tx.execute(
    sql`alter table request_log attach partition ${table} for values from (${from}) to (${to})`,
  );
  return true;
}

async function dropPartition(tx: Transaction, day: string): Promise<void> {
  await takeTurn(tx);
  await tx.execute(sql`drop table if exists ${sql.identifier(nameOf(day))}`);
}

async function forgetOld(ctx: Ctx, oldestLogDay: string): Promise<void> {
  const today = ctx.now.toISOString().slice(0, 10);
  const oldestHourDay = addDays(today, -HOURS_KEPT_DAYS);
  await db().execute(
    sql`delete from request_log_other where at < ${`${oldestLogDay}T00:00:00Z`}::timestamptz`,
  );
  await db().execute(
    sql`delete from request_hours where hour < ${`${oldestHourDay}T00:00:00Z`}::timestamptz`,
  );
  await db().execute(sql`delete from user_days where day < ${oldestHourDay}`);
}
