import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import type { Stack } from "../../local/stack";
import { killable, type Machine } from "../machine";
import { compareBills } from "./audit/bill";
import { auditPayments, type PaymentsReport } from "./audit/report";
import { bringBuyers } from "./buyers";
import { playHistory } from "./history";
import { listOpen } from "./open";
import { drawPlan, type Goods } from "./plan";
import type { Played, Shop } from "./played";
import { wechatOf } from "./wechat";

/** Histories that are told at the same time, and how long the next one waits: there is to be time for kills. */
const AT_ONCE = 60;
const LONGEST_PAUSE_MS = 40_000;
const MAX_MINUTES = 40;

/**
 * Plays payment histories at random while the server is killed again and again, waits until nothing is open, compares
 * the trade bill, and audits both sides.
 */
export async function playPayments(stack: Stack, wanted: number): Promise<PaymentsReport> {
  // The verbs that run in this process are to see what the server sees.
  for (const [name, value] of Object.entries(stack.env)) if (value !== undefined) process.env[name] = value;
  const startedMs = Date.now();
  const sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
  try {
    const wechat = wechatOf(stack);
    const shop: Shop = { stack, wechat, buyers: await bringBuyers(stack, sql, wechat) };
    const goods = await sql<
      Goods[]
    >`select sku, price_fen as "priceFen" from products where active order by sku`;
    const machine = killable(stack);
    const played = await storm({ machine, shop, sql, goods, wanted });
    const bills = await compareBills(wechat, startedMs);
    const desk = await wechat.desk();
    return await auditPayments(sql, desk, { played, startedMs, outages: machine.outages(), bills });
  } finally {
    await sql.end();
    const { closePools } = await import("@/db/client");
    await closePools();
  }
}

interface Weather {
  machine: Machine;
  shop: Shop;
  sql: postgres.Sql;
  goods: readonly Goods[];
  wanted: number;
}

async function storm({ machine, shop, sql, goods, wanted }: Weather): Promise<Played[]> {
  const until = Date.now() + MAX_MINUTES * 60_000;
  const played: Played[] = [];
  let next = 0;
  let done = false;
  const killer = (async () => {
    while (!done) {
      await wait(randomInt(5_000, 20_000));
      if (!done) await machine.powerCut();
    }
  })();
  // Waited for at the end; until then a failure of it must not be a failure of nobody.
  killer.catch(() => undefined);
  const teller = async (first: number) => {
    await wait(first * 150);
    while (next < wanted && Date.now() < until) {
      next += 1;
      const one = await playHistory(shop, drawPlan(next, goods));
      if (one) played.push(one);
      await wait(randomInt(1_000, LONGEST_PAUSE_MS));
    }
  };
  try {
    const tellers = Promise.all(Array.from({ length: Math.min(AT_ONCE, wanted) }, (_, n) => teller(n)));
    let told = false;
    const telling = tellers.finally(() => {
      told = true;
    });
    telling.catch(() => undefined);
    for (let open: string[] = []; (!told || open.length > 0) && Date.now() < until; ) {
      await wait(2_000);
      open = await listOpen(sql, shop.wechat, played);
      process.stdout.write(
        `\r${next} begun, ${played.length} told, ${machine.kills()} kills, ${open.length} open      `,
      );
    }
    process.stdout.write("\n");
    await telling;
    return played;
  } finally {
    done = true;
    await killer;
  }
}
