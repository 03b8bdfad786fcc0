import type postgres from "postgres";
import type { Stack } from "../local/stack";
import { auditVendors, type VendorCounts } from "./audit-vendors";
import { LAST_KEY } from "./machine";
import type { Orderer } from "./orders";

export interface Played extends Pick<Orderer, "taken" | "byProvider" | "refusals"> {
  ordered: number;
  kills: number;
  rotations: number;
  ownKeys: number;
}

export interface ChaosReport extends Played {
  byStatus: Record<string, number>;
  byError: Record<string, number>;
  attempts: Record<string, number>;
  channelUses: number;
  failovers: number;
  circuitsOpened: number;
  ledgerEntries: number;
  images: number;
  vendors: Record<string, VendorCounts>;
  problems: string[];
}

/** What must hold after any number of crashes; each row found is a broken promise. */
const promises: Record<string, string> = {
  "a generation never ended": "select id from generation_history where status in ('queued', 'running')",
  "an ended generation has an open reservation":
    "select g.id from generation_history g join credit_reservations r on r.subject_id = g.id where r.state = 'open'",
  "a generation was charged for another number of pictures than it has": `
    select g.id from generation_history g
    where g.credits_used <> g.price_credits * (select count(*) from generated_images i where i.generation_id = g.id) / g.count`,
  "what was delivered is not what is there": `
    select g.id from generation_history g
    where g.delivered_count <> (select count(*) from generated_images i where i.generation_id = g.id)`,
  "the ledger charged something else than the generation says": `
    select g.id from generation_history g left join ledger_entries e on e.business_key = 'close:' || g.id
    left join ledger_lines l on l.entry_id = e.id and l.account_id = 'system:revenue'
    where g.price_credits > 0 and coalesce(l.amount, 0) <> g.credits_used`,
  "a generation was closed more or less than once": `
    select g.id from generation_history g left join ledger_entries e on e.subject_id = g.id and e.kind in ('settle', 'release')
    where g.price_credits > 0 group by g.id having count(e.id) <> 1`,
  "one order made several generations":
    "select user_id || idempotency_key as id from generation_history group by user_id, idempotency_key having count(*) > 1",
  "an ended generation told nobody or more than once": `
    select g.id from generation_history g left join notifications n on n.business_key = 'generation-ended:' || g.id
    group by g.id having count(n.id) <> 1`,
  "an attempt of an ended generation is not final": `
    select a.generation_id || ' ' || a.ordinal || ' ' || a.state as id from generation_attempts a
    where a.state in ('not_sent', 'accepted') or a.finished_at is null`,
  "a channel is still in use": "select id from channel_uses where ended_at is null or outcome is null",
  "an unknown outcome was tried more than once": `
    select generation_id as id from generation_attempts where error_class = 'unknown_outcome'
    group by generation_id having count(*) > 2`,
  "a key is not sealed with the last key of the ring": `
    select id from api_configs
    where substring(api_key from 3 for get_byte(api_key, 1)) <> convert_to('${LAST_KEY}', 'UTF8')`,
};

/** Looks for broken promises, and lets the product recompute its ledger and look for its files. */
export async function audit(sql: postgres.Sql, stack: Stack, played: Played): Promise<ChaosReport> {
  const problems: string[] = [];
  for (const [name, query] of Object.entries(promises))
    for (const row of await sql.unsafe<{ id: string }[]>(query)) problems.push(`${name}: ${row.id}`);
  const [{ n: made = 0 } = {}] = await sql<{ n: number }[]>`
    select count(*)::int as n from generation_history where idempotency_key like 'chaos-order-%'`;
  if (made !== played.ordered) problems.push(`${played.ordered} orders were accepted and ${made} are there`);
  const vendors = await auditVendors(sql, stack);
  problems.push(...vendors.problems, ...(await differences()), ...(await files(sql)));
  const { ordered, kills, rotations, ownKeys, taken, byProvider, refusals } = played;
  return {
    ...{ ordered, kills, rotations, ownKeys, taken, byProvider, refusals },
    byStatus: await tally(sql, "select status::text as name from generation_history"),
    byError: await tally(sql, "select coalesce(error_code, 'none') as name from generation_history"),
    attempts: await tally(
      sql,
      "select concat_ws(' ', state::text, error_class) as name from generation_attempts",
    ),
    channelUses: await countRows(sql, "channel_uses"),
    failovers: await countRows(sql, "generation_timeline where kind = 'failover'"),
    circuitsOpened: await countRows(sql, "generation_timeline where kind = 'circuit_opened'"),
    ledgerEntries: await countRows(sql, "ledger_entries"),
    images: await countRows(sql, "generated_images"),
    vendors: vendors.counts,
    problems,
  };
}

async function tally(sql: postgres.Sql, names: string): Promise<Record<string, number>> {
  const rows = await sql.unsafe<{ name: string; n: number }[]>(
    `select name, count(*)::int as n from (${names}) as all_names group by name order by name`,
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

async function countRows(sql: postgres.Sql, from: string): Promise<number> {
  const [row] = await sql.unsafe<{ n: number }[]>(`select count(*)::int as n from ${from}`);
  return row?.n ?? 0;
}

async function differences(): Promise<string[]> {
  const { jobContext } = await import("@/lib/entry/context");
  const { reconcileLedger } = await import("@/lib/credits/reconcile");
  const { reconcileGenerations } = await import("@/lib/generations/reconcile");
  const ledger = await reconcileLedger({ ctx: jobContext("chaos") });
  const jobs = await reconcileGenerations({ ctx: jobContext("chaos") });
  return [...ledger.differences, ...jobs.differences].map((one) => `ledger: ${JSON.stringify(one)}`);
}

/** Long enough ago for the sweep to clear what ended jobs left. */
const LATER_MS = 20 * 60_000;

/** Every image has its three files, and after the sweeps nothing is staged. */
async function files(sql: postgres.Sql): Promise<string[]> {
  const { jobContext } = await import("@/lib/entry/context");
  const { storage } = await import("@/lib/providers/storage/client");
  const { sweepGenerations } = await import("@/lib/generations/run/sweep");
  const { clearStaged } = await import("@/lib/generations/run/clear");
  const { closePools } = await import("@/db/client");
  const problems: string[] = [];
  for (const image of await sql<{ id: string; storage_key: string; format: string }[]>`
    select id, storage_key, format from generated_images`)
    for (const file of [`original.${image.format}`, "display.webp", "thumbnail.webp"])
      if (!(await storage().stat(`${image.storage_key}/${file}`)))
        problems.push(`${image.id} has no ${file}`);
  const later = { ...jobContext("chaos"), now: new Date(Date.now() + LATER_MS) };
  const swept = await sweepGenerations({ ctx: later });
  if (swept.failed > 0) problems.push(`${swept.failed} repairs of the last sweep failed`);
  await clearStaged({ ctx: later });
  for (const key of (await storage().list("staging/", 100)).keys) problems.push(`${key} is still staged`);
  await closePools();
  return problems;
}
