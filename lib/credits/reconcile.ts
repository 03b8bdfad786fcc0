import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import { forbidden } from "@/lib/platform/errors";

/** One place where stored figures and the recomputed ones differ. */
export interface LedgerDifference {
  check: string;
  subject: string;
  stored: number;
  computed: number;
}

/**
 * Recomputes every figure of the ledger from its lines and reports what differs; an exact ledger answers
 * an empty list. Reads one snapshot, so it can run while credits move. At most 1,000 differences.
 */
export async function reconcileLedger({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ differences: LedgerDifference[]; entries: number }> {
  if (ctx.actor.kind !== "job" && ctx.actor.kind !== "admin") throw forbidden("READ_ADMIN");
  return db().transaction(
    async (tx) => {
      // The whole of a large ledger takes longer than any request may.
      await tx.execute(sql`set local statement_timeout = '15min'`);
      const rows = await tx.execute<{ check: string; subject: string; stored: string; computed: string }>(
        differencesSql,
      );
      const [counted] = await tx.execute<{ n: string }>(sql`select count(*)::text as n from ledger_entries`);
      return {
        differences: rows.map((row) => ({
          ...row,
          stored: Number(row.stored),
          computed: Number(row.computed),
        })),
        entries: Number(counted?.n ?? 0),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const differencesSql = sql`
  with lines as (select account_id, sum(amount) as total from ledger_lines group by account_id),
  grants as (select user_id, sum(remaining) as remaining, sum(reserved) as reserved from credit_grants group by user_id),
  open_reservations as (select user_id, sum(amount) as amount from credit_reservations where state = 'open' group by user_id),
  allocated as (
    select a.grant_id, sum(a.amount) as amount from credit_allocations a
    join credit_reservations r on r.id = a.reservation_id and r.state = 'open' group by a.grant_id)
  select 'entry sums to zero' as check, entry_id as subject, 0::text as stored, sum(amount)::text as computed
    from ledger_lines group by entry_id having sum(amount) <> 0
  union all
  select 'entry has lines', e.id, 2::text, 0::text from ledger_entries e
    where not exists (select 1 from ledger_lines l where l.entry_id = e.id)
  union all
  select 'balance is the sum of lines', a.id, a.balance::text, coalesce(l.total, 0)::text
    from credit_accounts a left join lines l on l.account_id = a.id
    where a.user_id is not null and a.balance <> coalesce(l.total, 0)
  union all
  select 'available is the sum of grants', a.id, a.balance::text, coalesce(g.remaining, 0)::text
    from credit_accounts a left join grants g on g.user_id = a.user_id
    where a.kind = 'user_available' and a.balance <> coalesce(g.remaining, 0)
  union all
  select 'reserved is held by grants', a.id, a.balance::text, coalesce(g.reserved, 0)::text
    from credit_accounts a left join grants g on g.user_id = a.user_id
    where a.kind = 'user_reserved' and a.balance <> coalesce(g.reserved, 0)
  union all
  select 'reserved is the open reservations', a.id, a.balance::text, coalesce(r.amount, 0)::text
    from credit_accounts a left join open_reservations r on r.user_id = a.user_id
    where a.kind = 'user_reserved' and a.balance <> coalesce(r.amount, 0)
  union all
  select 'grant holds its allocations', g.id, g.reserved::text, coalesce(a.amount, 0)::text
    from credit_grants g left join allocated a on a.grant_id = g.id where g.reserved <> coalesce(a.amount, 0)
  union all
  select 'reservation is its reserve entry', r.id, r.amount::text, coalesce(l.amount, 0)::text
    from credit_reservations r
    left join ledger_entries e on e.business_key = 'reserve:' || r.subject_id
    left join ledger_lines l on l.entry_id = e.id and l.account_id = r.user_id || ':reserved'
    where r.amount <> coalesce(l.amount, 0)
  union all
  select 'a closed reservation charged what its entry says', r.id, r.charged::text, coalesce(l.amount, 0)::text
    from credit_reservations r
    left join ledger_entries e on e.business_key = 'close:' || r.subject_id
    left join ledger_lines l on l.entry_id = e.id and l.account_id = 'system:revenue'
    where r.state <> 'open' and (e.id is null or r.charged <> coalesce(l.amount, 0))
  union all
  select 'an open reservation has no closing entry', r.id, 0::text, 1::text
    from credit_reservations r join ledger_entries e on e.business_key = 'close:' || r.subject_id
    where r.state = 'open'
  union all
  select 'grant is its entry', g.id, g.amount::text, coalesce(l.amount, 0)::text
    from credit_grants g left join ledger_lines l on l.entry_id = g.entry_id and l.account_id = g.user_id || ':available'
    where g.amount <> coalesce(l.amount, 0)
  union all
  select 'all accounts sum to zero', 'ledger', '0', coalesce(sum(amount), 0)::text from ledger_lines having sum(amount) <> 0
  limit 1000`;
