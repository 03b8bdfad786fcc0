import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

/** One place where a generation and the ledger, or a generation and its pictures, disagree. */
export interface GenerationDifference {
  check: string;
  subject: string;
}

/**
 * Compares generations with what the ledger and the library say of them; an exact product answers an empty list.
 * Pictures are counted only while none of a generation's was deleted for good. At most 1,000 differences.
 */
export async function reconcileGenerations({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ differences: GenerationDifference[] }> {
  requireJob(ctx.actor);
  const rows = await db().transaction(
    (tx) => tx.execute<{ check: string; subject: string }>(differencesSql),
    {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    },
  );
  return { differences: [...rows] };
}

const differencesSql = sql`
  select 'an ended generation holds an open reservation' as check, g.id as subject
    from generation_history g join credit_reservations r on r.subject_id = g.id
    where g.finished_at is not null and r.state = 'open'
  union all
  select 'an open generation holds no open reservation', g.id
    from generation_history g left join credit_reservations r on r.subject_id = g.id and r.state = 'open'
    where g.finished_at is null and g.price_credits > 0 and r.id is null
  union all
  select 'a reservation belongs to no generation', r.subject_id
    from credit_reservations r left join generation_history g on g.id = r.subject_id
    where r.subject_id like 'gen\\_%' and g.id is null
  union all
  select 'a generation says another charge than its reservation', g.id
    from generation_history g join credit_reservations r on r.subject_id = g.id
    where g.credits_used is not null and r.state <> 'open' and r.charged <> g.credits_used
  union all
  select 'a generation has more pictures than it counted', g.id
    from generation_history g join generated_images i on i.generation_id = g.id
    group by g.id, g.delivered_count having count(*) > g.delivered_count
  limit 1000`;
