import { and, eq } from "drizzle-orm";
import { expect, vi } from "vitest";
import { db } from "@/db/client";
import {
  ledgerEntries,
  membershipTerms,
  notifications,
  orderMoves,
  paymentDifferences,
  refunds,
  wechatNotices,
} from "@/db/schema";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { type Buyer, heedAll, job, rowOf, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { sweepOrders } from "@/lib/orders/sweep";
import { env } from "@/lib/platform/env";
import { forget } from "@/lib/platform/process/singleton";
import { sleep } from "@/lib/platform/time";
import { startMerchant } from "@/simulators/wechat/calls.fixture";
import { start } from "../killed.fixture";

export const PACK = ["credits-100", 690] as const;
export const MEMBERSHIP = ["pro-month", 2_900] as const;
export type Goods = typeof PACK | typeof MEMBERSHIP;

export interface Bought {
  person: Buyer;
  id: string;
}

/** Acts once in a process of its own, which lives. */
export async function act(name: string, userId: string, subject: object): Promise<void> {
  expect(await start(name, [userId, JSON.stringify(subject)], "").ended).toMatch(/^0/);
}

/** Dies at a point while it acts once. */
export async function killIn(name: string, point: string, userId: string, subject: object): Promise<void> {
  expect(await start(name, [userId, JSON.stringify(subject)], point).ended).toBe("SIGKILL");
}

/** Dies at a point while it does whatever waits. */
export async function killRunningAt(point: string): Promise<void> {
  expect(await start("run", [], point).ended).toBe("SIGKILL");
}

const later = (ms: number) => new Date(Date.now() + ms);

/** A fresh worker finishes what the killed one left; sweeps as the minute's cron would, some of them much later. */
export async function recover(done: () => Promise<boolean>): Promise<void> {
  const { child, ready, ended } = start("run", [], "");
  await ready;
  for (let look = 0; !(await done()); look += 1) {
    if (look > 300) throw new Error("it was never done");
    if (look % 8 === 7) await sweepOrders({ ctx: job(later(45_000)) });
    await sleep(250);
  }
  child.kill("SIGTERM");
  expect(await ended).toMatch(/^0/);
}

/** Served, and no notice waits. */
export const isServed = (id: string) => async () =>
  (await rowOf(id)).status === "fulfilled" &&
  (await db().$count(wechatNotices, eq(wechatNotices.state, "stored"))) === 0;

export const hasStatus = (id: string, status: string) => async () => (await rowOf(id)).status === status;

export async function untilTrue(done: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await done()) return;
    await sleep(25);
  }
  throw new Error("it did not come to pass");
}

/** Ready to be paid; nobody asks about it by itself. */
export async function prepared(
  shop: Shop,
  [sku, priceFen]: Goods,
): Promise<Bought & { confirm(): Promise<void> }> {
  const person = await shop.person();
  const payment = await person.prepay(sku, priceFen);
  return { person, id: payment.order.id, confirm: () => person.confirm(payment) };
}

/** Paid, and the notice is stored and handed on; nothing has come of it yet. */
export async function paid(shop: Shop, goods: Goods): Promise<Bought> {
  const { person, id, confirm } = await prepared(shop, goods);
  const before = await db().$count(wechatNotices);
  await confirm();
  await untilTrue(async () => (await db().$count(wechatNotices)) > before);
  return { person, id };
}

/** Paid and served. */
export async function served(shop: Shop, goods: Goods): Promise<Bought> {
  const bought = await paid(shop, goods);
  await heedAll();
  expect((await rowOf(bought.id)).status).toBe("fulfilled");
  return bought;
}

export interface Untold extends Bought {
  /** The callback as it came to nobody. */
  notice: { headers: [string, string][]; raw: string };
}

/** Paid, while WeChat Pay was told an address that remembers what comes and never says yes. */
export async function paidBeforeDeafDoor(shop: Shop): Promise<Untold> {
  const door = await startMerchant(() => ({ status: 503 }));
  const usual = env().WECHAT_CALLBACK_BASE;
  const tell = (address: string | undefined) => {
    vi.stubEnv("WECHAT_CALLBACK_BASE", address);
    forget("env");
  };
  tell(door.url);
  try {
    const { person, id, confirm } = await prepared(shop, PACK);
    await confirm();
    await untilTrue(async () => door.received.length > 0);
    const [came] = door.received;
    const notice = { headers: [...(came?.headers ?? [])], raw: came?.body.toString("base64") ?? "" };
    return { person, id, notice };
  } finally {
    tell(usual);
    await door.close();
  }
}

async function movesOf(id: string): Promise<string[]> {
  const rows = await db()
    .select({ from: orderMoves.from, to: orderMoves.to })
    .from(orderMoves)
    .where(eq(orderMoves.orderId, id));
  return rows.map(({ from, to }) => `${from} ${to}`).sort();
}

const keyed = (businessKey: string) => db().$count(ledgerEntries, eq(ledgerEntries.businessKey, businessKey));

const servedMoves = ["created prepaying", "paid fulfilled", "paying paid", "prepaying paying"];

/** The books after an order was paid, however often the plug was pulled: once, and they agree with WeChat Pay's. */
export async function expectServedOnce(
  shop: Shop,
  { id, person }: Bought,
  more: string[] = [],
): Promise<void> {
  const order = await rowOf(id);
  expect(await movesOf(id)).toEqual([...servedMoves, ...more].sort());
  const there = shop.wechat.desk.orders.get(id);
  expect(order.transactionId).toBe(there?.transactionId);
  expect(there?.totalFen).toBe(order.amountFen);
  const isPack = order.product.kind === "credits";
  expect(await keyed(`order:${id}`)).toBe(isPack ? 1 : 0);
  expect(await db().$count(membershipTerms, eq(membershipTerms.orderId, id))).toBe(isPack ? 0 : 1);
  expect(
    await db().$count(
      notifications,
      and(eq(notifications.userId, person.userId), eq(notifications.businessKey, `order.fulfilled:${id}`)),
    ),
  ).toBe(1);
  await expectAgreement(id);
}

export const refundOf = (orderId: string, amountFen: number) => ({
  orderId,
  amountFen,
  reason: "不再需要",
  idempotencyKey: "kill-refund",
});

/** The books after a served order was refunded by one refund, however often the plug was pulled. */
export async function expectRefundedOnce(
  shop: Shop,
  bought: Bought,
  { fen, creditsLeft }: { fen: number; creditsLeft: number },
): Promise<void> {
  const [refund, another] = await db().select().from(refunds).where(eq(refunds.orderId, bought.id));
  expect(another).toBeUndefined();
  expect(refund).toMatchObject({ status: "succeeded", amountFen: fen });
  const { status, refundedFen } = await rowOf(bought.id);
  expect(refundedFen).toBe(fen);
  const there = shop.wechat.desk.orders.get(bought.id)?.refunds ?? [];
  expect(there.map((one) => [one.outRefundNo, one.status, one.refundFen])).toEqual([
    [refund?.id, "SUCCESS", fen],
  ]);
  expect(await keyed(`refund:${refund?.id}`)).toBe(1);
  expect(await bought.person.available()).toBe(creditsLeft);
  await expectServedOnce(shop, bought, [`fulfilled ${status}`]);
}

/** An order that nobody paid: closed on both sides, and nothing came of it. */
export async function expectClosedOnce(shop: Shop, { id, person }: Bought, moves: string[]): Promise<void> {
  expect(await movesOf(id)).toEqual(moves.toSorted());
  expect(shop.wechat.desk.orders.get(id)?.state ?? "CLOSED").toBe("CLOSED");
  expect(await keyed(`order:${id}`)).toBe(0);
  expect(await person.available()).toBe(0);
  await expectAgreement(id);
}

async function expectAgreement(id: string): Promise<void> {
  expect(await db().$count(paymentDifferences, eq(paymentDifferences.outTradeNo, id))).toBe(0);
  expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
}
