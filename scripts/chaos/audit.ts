import type postgres from "postgres";

export interface ChaosReport {
  ordered: number;
  kills: number;
  byStatus: Record<string, number>;
  attempts: number;
  ledgerEntries: number;
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
};

/** Looks for broken promises, and lets the product recompute its ledger and look for its files. */
export async function audit(
  sql: postgres.Sql,
  played: { ordered: number; kills: number },
): Promise<ChaosReport> {
  const problems: string[] = [];
  for (const [name, query] of Object.entries(promises))
    for (const row of await sql.unsafe<{ id: string }[]>(query)) problems.push(`${name}: ${row.id}`);
  const [{ n: made = 0 } = {}] = await sql<{ n: number }[]>`
    select count(*)::int as n from generation_history where idempotency_key like 'chaos-order-%'`;
  if (made !== played.ordered) problems.push(`${played.ordered} orders were accepted and ${made} are there`);
  problems.push(...(await differences()), ...(await missingFiles(sql)));
  const statuses = await sql<{ status: string; n: number }[]>`
    select status, count(*)::int as n from generation_history group by status order by status`;
  const [attempts] = await sql<{ n: number }[]>`select count(*)::int as n from generation_attempts`;
  const [entries] = await sql<{ n: number }[]>`select count(*)::int as n from ledger_entries`;
  return {
    ...played,
    byStatus: Object.fromEntries(statuses.map(({ status, n }) => [status, n])),
    attempts: attempts?.n ?? 0,
    ledgerEntries: entries?.n ?? 0,
    problems,
  };
}

async function differences(): Promise<string[]> {
  const { jobContext } = await import("@/lib/entry/context");
  const { reconcileLedger } = await import("@/lib/credits/reconcile");
  const { closePools } = await import("@/db/client");
  const { differences: found } = await reconcileLedger({ ctx: jobContext("chaos") });
  await closePools();
  return found.map((one) => `ledger: ${one.check}, ${one.subject}: ${one.stored} and not ${one.computed}`);
}

/** Every image has its three files. */
async function missingFiles(sql: postgres.Sql): Promise<string[]> {
  const { storage } = await import("@/lib/providers/storage/client");
  const missing: string[] = [];
  for (const image of await sql<{ id: string; storage_key: string; format: string }[]>`
    select id, storage_key, format from generated_images`)
    for (const file of [`original.${image.format}`, "display.webp", "thumbnail.webp"])
      if (!(await storage().stat(`${image.storage_key}/${file}`))) missing.push(`${image.id} has no ${file}`);
  return missing;
}
