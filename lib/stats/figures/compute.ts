import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { vendorCosts } from "@/lib/generations/vendor/cost";
import type { Ctx } from "@/lib/platform/context";
import { startOfBusinessDay } from "@/lib/platform/time";
import { bucketSql } from "../requests/roll-up";
import { addDays } from "../rules";
import { type FigureName, momentFigures } from "./names";

interface Day {
  ctx: Ctx;
  tx: Transaction;
  day: string;
  /** Of a moment column: within the day. */
  within: (column: SQL) => SQL;
  start: SQL;
  end: SQL;
}

/** Computes every figure of one day in Shanghai from the rows of that day, each found by an index on its moment. */
export async function computeDay(ctx: Ctx, tx: Transaction, day: string, isToday: boolean): Promise<void> {
  const at = (moment: Date): SQL => sql`${moment.toISOString()}::timestamptz`;
  const start = at(startOfBusinessDay(day));
  const end = at(startOfBusinessDay(addDays(day, 1)));
  const within = (column: SQL): SQL => sql`${column} >= ${start} and ${column} < ${end}`;
  const work: Day = { ctx, tx, day, within, start, end };
  const kept = sql.join(
    momentFigures.map((name) => sql`${name}`),
    sql`, `,
  );
  await tx.execute(
    isToday
      ? sql`delete from platform_figures where day = ${day}`
      : sql`delete from platform_figures where day = ${day} and figure not in (${kept})`,
  );
  await computeUsers(work);
  await computeGenerations(work);
  await computeCredits(work);
  await computeMoney(work);
  // A sum over all accounts: one small row for each person, once a round and never for a page.
  if (isToday)
    await write(
      work,
      sql`
      select f.figure, '', f.value from (select coalesce(sum(bytes), 0) as bytes, coalesce(sum(images), 0) as images
        from storage_usage) s, lateral (values ('storage.bytes', s.bytes), ('storage.images', s.images)) f (figure, value)`,
    );
}

/** Stores the rows (figure, dimension, value) that a query answers. */
async function write({ ctx, tx, day }: Day, rows: SQL): Promise<void> {
  await tx.execute(sql`
    insert into platform_figures (day, figure, dimension, value, updated_at)
    select ${day}, r.figure, r.dimension, r.value::bigint, ${ctx.now.toISOString()}::timestamptz
    from (${rows}) r (figure, dimension, value)`);
}

const name = (figure: FigureName): SQL => sql`${figure}::text`;

/** Accounts in total go on from the day before; only a day without one before it counts them all. */
async function computeUsers(work: Day): Promise<void> {
  const { tx, day, within, start } = work;
  const [before] = await tx.execute<{ value: string }>(sql`
    select value::text from platform_figures
    where day = ${addDays(day, -1)} and figure = 'users.total' and dimension = ''`);
  const total = before
    ? sql`${before.value}::bigint`
    : sql`(select count(*) from users where created_at < ${start} and (deleted_at is null or deleted_at >= ${start}))`;
  await write(
    work,
    sql`
      with made as (select count(*) as n from users where ${within(sql`created_at`)}),
      closed as (select count(*) as n from users where deleted_at is not null and ${within(sql`deleted_at`)})
      select ${name("users.new")}, '', made.n from made
      union all select ${name("users.closed")}, '', closed.n from closed
      union all select ${name("users.total")}, '', ${total} + made.n - closed.n from made, closed
      union all select ${name("users.active")}, '', (select count(*) from user_days where day = ${day})`,
  );
}

async function computeGenerations(work: Day): Promise<void> {
  const tookMs = sql`extract(epoch from g.finished_at - g.created_at) * 1000`;
  await write(
    work,
    sql`
      with ended as materialized (
        select g.status::text as status, g.tier::text as tier, g.delivered_count, g.credits_used,
          case when g.model like 'cfg\\_%' then 'own' else g.model end as model, ${bucketSql(tookMs)} as bucket
        from generation_history g where g.finished_at is not null and ${work.within(sql`g.finished_at`)})
      select ${name("generations.ended")}, status || '|' || model || '|' || tier, count(*)
        from ended group by status, model, tier
      union all select ${name("generations.ms")}, model || '|' || bucket, count(*)
        from ended where status in ('succeeded', 'partly_succeeded') group by model, bucket
      union all select ${name("images.delivered")}, model, sum(delivered_count)
        from ended group by model having sum(delivered_count) > 0
      union all select ${name("credits.by-model")}, model, sum(credits_used)
        from ended group by model having sum(credits_used) > 0
      union all select ${name("cost.micro-yuan")}, c.model, sum(c.micro_yuan)
        from (${vendorCosts(work.within(sql`g.finished_at`), work.within(sql`a.resolved_at`))}) c group by c.model`,
  );
}

/** A process of an earlier release, beside which this one starts, settles without writing down the plan. */
async function computeCredits(work: Day): Promise<void> {
  await write(
    work,
    sql`
      select ${name("credits.consumed")}, coalesce(e.plan, u.plan)::text, sum(l.amount)
      from ledger_entries e
        join ledger_lines l on l.entry_id = e.id and l.account_id = 'system:revenue'
        join users u on u.id = e.user_id
      where e.kind = 'settle' and ${work.within(sql`e.created_at`)} group by coalesce(e.plan, u.plan)`,
  );
}

async function computeMoney(work: Day): Promise<void> {
  await write(
    work,
    sql`
      with paid as materialized (select product ->> 'sku' as sku, amount_fen from orders
        where paid_at is not null and ${work.within(sql`paid_at`)}),
      returned as materialized (select amount_fen from refunds
        where succeeded_at is not null and ${work.within(sql`succeeded_at`)})
      select ${name("orders.paid")}, sku, count(*) from paid group by sku
      union all select ${name("revenue.fen")}, sku, sum(amount_fen) from paid group by sku
      union all select ${name("refunds.count")}, '', count(*) from returned
      union all select ${name("refunds.fen")}, '', coalesce(sum(amount_fen), 0) from returned`,
  );
}
