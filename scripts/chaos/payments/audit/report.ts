import type postgres from "postgres";
import type { Outage } from "../../machine";
import type { Played } from "../played";
import type { DeskView } from "../wechat";
import type { BillReport } from "./bill";
import { type BookedOrder, readBooks } from "./books";
import { auditOrder } from "./orders";
import { auditRefunds } from "./refunds";
import { auditTerms } from "./terms";
import { type Delay, delaysOf, REPAIRED_WITHIN_MS } from "./times";

export interface PaymentsReport {
  histories: number;
  seconds: number;
  kills: number;
  secondsAway: number;
  courses: Record<string, number>;
  faults: Record<string, number>;
  refusals: Record<string, number>;
  orders: Record<string, number>;
  paidAtWechat: number;
  knownFirstBy: Record<string, number>;
  refunds: Record<string, number>;
  deliveries: Record<string, number>;
  repairedWithinMs: { half: number; most: number; slowest: Delay[] };
  bills: BillReport[];
  problems: string[];
}

export interface Storm {
  played: Played[];
  startedMs: number;
  outages: readonly Outage[];
  bills: BillReport[];
}

/** Holds the product's books against what WeChat remembers, in both directions. */
export async function auditPayments(
  sql: postgres.Sql,
  desk: DeskView,
  { played, startedMs, outages, bills }: Storm,
): Promise<PaymentsReport> {
  const books = await readBooks(sql);
  const delays: Delay[] = [];
  const problems = played.flatMap((one) => one.problems);
  for (const { plan, orderId } of played) {
    const order = books.get(orderId);
    const there = desk.orders.find(({ outTradeNo }) => outTradeNo === orderId);
    if (!order) {
      problems.push(`order ${orderId} is gone`);
      continue;
    }
    for (const problem of [...auditOrder(order, there), ...auditRefunds(order, there)])
      problems.push(`order ${orderId} (${wordsOf(plan)}): ${problem}`);
    if (there)
      for (const { about, ms } of delaysOf(order, there, { deliveries: desk.deliveries, outages }))
        delays.push({ about: `${about} (${wordsOf(plan)})`, ms });
  }
  for (const { about, ms } of delays)
    if (ms > REPAIRED_WITHIN_MS)
      problems.push(`${about} was shown after ${Math.round(ms / 1000)} s of running`);
  problems.push(...strangers(books, desk, played), ...(await auditTerms(sql, books.values())));
  problems.push(...(await differences(sql)));
  return { ...tell(played, books, desk), ...times(delays, startedMs, outages), bills, problems };
}

const wordsOf = ({ course, tradeType, goods, faults, refunds }: Played["plan"]): string =>
  [
    course,
    tradeType,
    goods.sku,
    ...[...faults, ...refunds.flatMap((part) => part.faults)].map((f) => f.name),
  ].join(", ");

function strangers(books: Map<string, BookedOrder>, desk: DeskView, played: readonly Played[]): string[] {
  const known = new Set(played.map(({ orderId }) => orderId));
  return [
    ...[...books.keys()].filter((id) => !known.has(id)).map((id) => `order ${id} is of nobody`),
    ...desk.orders
      .filter(({ outTradeNo }) => !books.has(outTradeNo))
      .map(({ outTradeNo }) => `WeChat Pay knows ${outTradeNo} and we do not`),
  ];
}

/** What the product itself finds wrong, and what it left undone. */
async function differences(sql: postgres.Sql): Promise<string[]> {
  const { jobContext } = await import("@/lib/entry/context");
  const { reconcileLedger } = await import("@/lib/credits/reconcile");
  const ledger = await reconcileLedger({ ctx: jobContext("chaos") });
  const open = await sql<{ text: string }[]>`
    select kind || ' of ' || out_trade_no || ' from ' || source as text from payment_differences`;
  const notices = await sql<{ text: string }[]>`
    select id || ' is ' || state::text || ' ' || coalesce(problem, '') as text
    from wechat_notices where kind in ('payment', 'refund') and state <> 'done'`;
  return [
    ...ledger.differences.map((one) => `ledger: ${JSON.stringify(one)}`),
    ...open.map(({ text }) => `difference: ${text}`),
    ...notices.map(({ text }) => `notice ${text}`),
  ];
}

function tell(played: readonly Played[], books: Map<string, BookedOrder>, desk: DeskView) {
  const orders = [...books.values()];
  const paidBy = orders.flatMap(({ id }) => desk.orders.filter(({ outTradeNo }) => outTradeNo === id));
  return {
    histories: played.length,
    courses: tally(played.map(({ plan }) => plan.course)),
    faults: tally(
      played.flatMap(({ plan }) =>
        [...plan.faults, ...plan.refunds.flatMap((part) => part.faults)].map((f) => `${f.place} ${f.name}`),
      ),
    ),
    refusals: tally(played.flatMap(({ refusals }) => refusals)),
    orders: tally(orders.map(({ status }) => status)),
    paidAtWechat: paidBy.filter(({ paidAt }) => paidAt !== null).length,
    knownFirstBy: tally(
      orders.flatMap(({ moves }) => moves.filter(({ to }) => to === "paid").map(({ source }) => source)),
    ),
    refunds: tally(orders.flatMap(({ refunds }) => refunds.map(({ status }) => status))),
    deliveries: tally(
      desk.deliveries.map(({ kind, accepted }) => `${kind} ${accepted ? "accepted" : "not accepted"}`),
    ),
  };
}

function times(delays: readonly Delay[], startedMs: number, outages: readonly Outage[]) {
  const sorted = delays.toSorted((a, b) => b.ms - a.ms);
  const away = outages.reduce((sum, { fromMs, toMs }) => sum + Math.min(toMs, Date.now()) - fromMs, 0);
  return {
    seconds: Math.round((Date.now() - startedMs) / 1000),
    kills: outages.length,
    secondsAway: Math.round(away / 1000),
    repairedWithinMs: {
      half: Math.round(sorted[Math.floor(sorted.length / 2)]?.ms ?? 0),
      most: Math.round(sorted[0]?.ms ?? 0),
      slowest: sorted.slice(0, 5).map(({ about, ms }) => ({ about, ms: Math.round(ms) })),
    },
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of [...names].sort()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
