import { type SQL, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { BUCKET_SLACK, BUCKETS_PER_OCTAVE, LAST_BUCKET, LOG_KEPT_DAYS } from "../rules";
import { dayOf, replaceSums, summedBuckets } from "./sum-up";

const HOUR_MS = 3_600_000;
const BATCH_MS = 24 * HOUR_MS;

/**
 * Rolls the log up into hours, days, their sums and the people of each day: this hour and the one before anew, and whatever older
 * hours the last run did not reach. At most a day's hours at once; `next` is where to go on, null at the end. Each
 * hour and day is replaced as a whole, so repeating it changes nothing.
 */
export function rollUpRequests({
  ctx,
  input,
}: {
  ctx: Ctx;
  /** Where an earlier call stopped, as ISO time. */
  input: { from: string | null };
}): Promise<{ rows: number; next: string | null }> {
  requireJobOrAdmin(ctx.actor);
  return transact(ctx, async (inner, tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('stats.roll-up-requests', 0))`);
    const from = input.from === null ? await firstHour(inner, tx) : new Date(input.from);
    const end = new Date(hourOf(inner.now).getTime() + HOUR_MS);
    const until = new Date(Math.min(end.getTime(), from.getTime() + BATCH_MS));
    const rows = await replaceHours(tx, from, until);
    await replaceDays(tx, businessDay(from), businessDay(new Date(until.getTime() - 1)));
    await replaceSums(tx, { from, until });
    await addUserDays(tx, from, until);
    return { rows, next: until < end ? until.toISOString() : null };
  });
}

const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);

/** The hour before this one, or the last that was rolled up if that is longer ago: it may have been half over. */
async function firstHour({ now }: Ctx, tx: Transaction): Promise<Date> {
  const usual = hourOf(now).getTime() - HOUR_MS;
  const kept = hourOf(now).getTime() - LOG_KEPT_DAYS * 24 * HOUR_MS;
  const [row] = await tx.execute<{ ms: string | null }>(
    sql`select (extract(epoch from max(hour)) * 1000)::bigint::text as ms from request_hours`,
  );
  const last = row?.ms ? Number(row.ms) : kept;
  return new Date(Math.max(kept, Math.min(usual, last)));
}

const at = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;

/** The rules' bucketOf, for the durations in ms of a column. */
export const bucketSql = (
  ms: SQL,
): SQL => sql`case when ${ms} <= 1 then 0 else least(${sql.raw(String(LAST_BUCKET))},
  ceil(${sql.raw(String(BUCKETS_PER_OCTAVE))} * ln(${ms}::float8) / ln(2::float8) - ${sql.raw(BUCKET_SLACK.toFixed(9))}))::int end`;

/** Counts of all buckets, as an array without its empty end. */
const bucketCounts = (bucket: SQL): SQL => {
  const counts = Array.from({ length: LAST_BUCKET + 1 }, (_, index) =>
    sql.raw(`count(*) filter (where bucket = ${index})::int`),
  );
  return sql`(array[${sql.join(counts, sql`, `)}])[1:max(${bucket}) + 1]`;
};

async function replaceHours(tx: Transaction, from: Date, until: Date): Promise<number> {
  await tx.execute(sql`delete from request_hours where hour >= ${at(from)} and hour < ${at(until)}`);
  const rows = await tx.execute(sql`
    insert into request_hours
      (hour, route, method, client, status, error_code, count, total_ms, bytes_out, buckets)
    select hour, route, method, client, status, error_code, count(*)::int, sum(duration_ms)::bigint,
      coalesce(sum(bytes_out), 0)::bigint, ${bucketCounts(sql`bucket`)}
    from (select date_trunc('hour', at, 'UTC') as hour, route, method, client, status,
        coalesce(error_code, '') as error_code, duration_ms, bytes_out, ${bucketSql(sql`duration_ms`)} as bucket
      from request_log where at >= ${at(from)} and at < ${at(until)}) r
    group by hour, route, method, client, status, error_code`);
  return rows.count;
}

async function replaceDays(tx: Transaction, first: string, last: string): Promise<void> {
  const start = sql`(${`${first}T00:00:00+08:00`}::timestamptz)`;
  const end = sql`(${`${last}T00:00:00+08:00`}::timestamptz + interval '1 day')`;
  await tx.execute(sql`delete from request_days where day between ${first} and ${last}`);
  await tx.execute(sql`
    insert into request_days (day, route, method, client, status, error_code, count, total_ms, bytes_out, buckets)
    select day, route, method, client, status, error_code, sum(count)::int, sum(total_ms)::bigint,
      sum(bytes_out)::bigint, ${summedBuckets}
    from (select ${dayOf(sql`hour`)} as day, h.* from request_hours h where hour >= ${start} and hour < ${end}) hours
    group by day, route, method, client, status, error_code`);
}

async function addUserDays(tx: Transaction, from: Date, until: Date): Promise<void> {
  await tx.execute(sql`
    insert into user_days (day, user_id)
    select distinct ${dayOf(sql`at`)}, user_id from request_log
    where at >= ${at(from)} and at < ${at(until)} and user_id is not null
    on conflict do nothing`);
}
