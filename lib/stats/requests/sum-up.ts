import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { BUSINESS_TIME_ZONE, businessDay } from "@/lib/platform/time";
import { LAST_BUCKET } from "../rules";

/** Hours that were rolled up, as a half-open span of time. */
interface Span {
  from: Date;
  until: Date;
}

const shanghai = sql.raw(`'${BUSINESS_TIME_ZONE}'`);

/** A moment or a column of moments as `2026-11-21`, a day in Shanghai. */
export const dayOf = (at: SQL): SQL => sql`to_char(${at} at time zone ${shanghai}, 'YYYY-MM-DD')`;
/** The same as `14:00`, an hour in Shanghai. */
export const hourKey = (at: SQL): SQL => sql`to_char(${at} at time zone ${shanghai}, 'HH24:00')`;

/**
 * Adds the hours of a span and the whole days that they lie in up to what the panel shows of them: everything together,
 * by route, by client, by status, and each hour. Days and hours must have been rolled up before. Replaces what is there.
 */
export async function replaceSums(tx: Transaction, { from, until }: Span): Promise<void> {
  const [first, last] = [businessDay(from), businessDay(new Date(until.getTime() - 1))];
  const [start, end] = [from, until].map((at) => sql`${at.toISOString()}::timestamptz`);
  await tx.execute(sql`delete from request_sums where day between ${first} and ${last} and kind <> 'hour'`);
  await tx.execute(
    addUp(sql`
      select day, split.kind, split.key, status, count, buckets from request_days cross join lateral
        (values ('all', ''), ('route', route), ('client', client), ('status', status::text)) split (kind, key)
      where day between ${first} and ${last}`),
  );
  await tx.execute(sql`
    delete from request_sums using generate_series(${start}, ${end} - interval '1 hour', interval '1 hour') h (at)
    where kind = 'hour' and day = ${dayOf(sql`h.at`)} and key = ${hourKey(sql`h.at`)}`);
  await tx.execute(
    addUp(sql`
      select ${dayOf(sql`hour`)} as day, 'hour' as kind, ${hourKey(sql`hour`)} as key, status, count, buckets
      from request_hours where hour >= ${start} and hour < ${end}`),
  );
}

/**
 * Lists of buckets added up place by place, each place by itself: unfolding them would make a row of every bucket of
 * every row. As a list of SQL expressions, from the first bucket to the last.
 */
export const placeSums: SQL = sql.raw(
  Array.from({ length: LAST_BUCKET + 1 }, (_, index) => `coalesce(sum(buckets[${index + 1}]), 0)`).join(", "),
);

/** The same as one list without its empty end. */
export const summedBuckets: SQL = sql`(array[${placeSums}]::int[])[1:max(cardinality(buckets))]`;

/** Writes one row for each day, kind and key of `cells`. */
const addUp = (cells: SQL): SQL => sql`
  insert into request_sums (day, kind, key, count, refused, errors, buckets)
  select day, kind, key, sum(count)::int,
    coalesce(sum(count) filter (where status between 400 and 499), 0)::int,
    coalesce(sum(count) filter (where status >= 500), 0)::int,
    ${summedBuckets}
  from (${cells}) cells group by day, kind, key`;
