import { sql } from "drizzle-orm";
import { executor } from "@/db/client";
import type { Ctx } from "@/lib/platform/context";
import type { VendorHealth } from "../schema";

const CALLS_MS = 3_600_000;

/** What says something about the vendor: a refused prompt or a bad order does not. */
const failures = ["auth", "quota_exhausted", "rate_limited", "provider_error", "unknown_outcome"];

type Row = Omit<VendorHealth, "circuitUntil"> & { untilMs: number | null };

/** How the platform's own channels stand, by vendor, with the calls that began in the last hour. */
export async function readVendors(ctx: Ctx): Promise<VendorHealth[]> {
  const since = new Date(ctx.now.getTime() - CALLS_MS).toISOString();
  const listed = sql.join(
    failures.map((failure) => sql`${failure}`),
    sql`, `,
  );
  const rows = await executor(ctx).execute<Row & Record<string, unknown>>(sql`
    select c.provider, count(*)::int as channels,
      (count(*) filter (where c.is_enabled and a.is_enabled))::int as enabled,
      (count(*) filter (where c.circuit <> 'closed'))::int as "openCircuits",
      (extract(epoch from min(c.circuit_until) filter (where c.circuit = 'open')) * 1000)::float8 as "untilMs",
      coalesce(array_agg(distinct c.circuit_reason) filter (where c.circuit <> 'closed' and c.circuit_reason is not null),
        '{}') as reasons,
      sum(u.calls)::int as calls, sum(u.delivered)::int as delivered, sum(u.failed)::int as failed
    from channels c
      join api_configs a on a.id = c.api_config_id and a.user_id is null
      cross join lateral (select count(*) as calls, count(*) filter (where outcome = 'delivered') as delivered,
          count(*) filter (where outcome in (${listed})) as failed
        from channel_uses where channel_id = c.id and started_at >= ${since}::timestamptz) u
    group by c.provider order by "openCircuits" desc, c.provider`);
  return rows.map(({ untilMs, ...row }) => ({
    ...row,
    circuitUntil: untilMs === null ? null : new Date(untilMs).toISOString(),
  }));
}
