import { closePools, db } from "@/db/client";
import { jobContext } from "@/lib/entry/context";
import { rollUpFigures } from "@/lib/stats/figures/roll-up";
import { prepareRequestLog } from "@/lib/stats/requests/prepare";
import { rollUpRequests } from "@/lib/stats/requests/roll-up";
import { fillPlatform } from "./admin/fill";
import { productReads } from "./admin/reads";
import { platformReads } from "./admin/reads-platform";
import { GENERATIONS, REQUESTS, SCALE, USERS } from "./admin/sizes";
import type { Read } from "./admin/world";
import { explain, listenIn } from "./gallery/plans";

const RUNS = 7;
/** From so many rows on, a walk over a whole table is a fault. */
const BIG_ROWS = Math.max(6_000, 50_000 * SCALE);
/** What jobs have added up: all days of it are a range that somebody may want to see. */
const rollUps = ["request_hours", "request_days", "request_sums", "platform_figures"];

const ear = listenIn();
let isBad = false;

/**
 * The panel over a year of a large platform: what each page reads, with time, blocks and plan. Fails when a plan walks
 * a whole big table. Before that, how long the jobs take that compute what the pages show.
 */
async function main(): Promise<void> {
  await timed("written", fillPlatform);
  console.log(`${GENERATIONS} generations, ${USERS} users, ${REQUESTS} requests in 30 days\n`);
  await jobs();
  const big = await bigTables();
  console.log(`\nBig tables: ${big.join(", ")}\n`);
  let page = "";
  for (const read of [...platformReads, ...productReads]) {
    if (read.page !== page) console.log(`\n── ${read.page}`);
    page = read.page;
    await measure(read, big);
  }
  if (isBad) process.exitCode = 1;
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await work();
  console.log(`${what} in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
}

/** First everything that there is, then once more what the clock asks for every five minutes. */
async function jobs(): Promise<void> {
  const requests = async () => {
    for (let from: string | null = null, more = true; more; more = from !== null)
      ({ next: from } = await rollUpRequests({ ctx: jobContext("bench"), input: { from } }));
  };
  const figures = async () => {
    for (let from: string | null = null, more = true; more; more = from !== null)
      ({ next: from } = await rollUpFigures({ ctx: jobContext("bench"), input: { from } }));
  };
  await timed("the log's next days prepared", () => prepareRequestLog({ ctx: jobContext("bench") }));
  await timed("thirty days of requests rolled up", requests);
  await timed("a year of figures rolled up", figures);
  await db().$client.unsafe("vacuum analyze");
  await timed("the last two hours of requests rolled up again", requests);
  await timed("today's and yesterday's figures rolled up again", figures);
}

async function bigTables(): Promise<string[]> {
  const rows = await db().$client<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and reltuples >= ${BIG_ROWS} and not relname = any(${rollUps}) order by relname`;
  return rows.map(({ name }) => name);
}

async function measure({ name, run }: Read, big: readonly string[]): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < RUNS; round += 1) {
    ear.take();
    const startedMs = performance.now();
    await run();
    times.push(performance.now() - startedMs);
  }
  const plan = await explain(ear.take());
  times.sort((a, b) => a - b);
  const [median = 0, worst = 0] = [times[Math.floor(RUNS / 2)], times.at(-1)];
  console.log(
    `${name.padEnd(26)} median ${median.toFixed(1).padStart(7)} ms  worst ${worst.toFixed(1).padStart(7)} ms  ${String(plan.buffers).padStart(7)} blocks`,
  );
  console.log(`  ${[...new Set(plan.nodes)].join(" < ").slice(0, 600)}`);
  for (const table of big)
    if (plan.nodes.includes(`Seq Scan ${table}`)) {
      isBad = true;
      console.log(`  FAIL: walks all of ${table}`);
    }
}

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closePools);
