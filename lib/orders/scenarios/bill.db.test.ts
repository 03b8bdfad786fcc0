import { desc, eq, isNotNull } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { orders, paymentDifferences, refunds, tradeBills } from "@/db/schema";
import { newId } from "@/lib/platform/ids";
import { businessDay } from "@/lib/platform/time";
import { listDueBillDays } from "../bill/list-due-days";
import { reconcileTradeBill } from "../bill/reconcile";
import { job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
const PACK = ["credits-100", 690] as const;
const DAY_MS = 86_400_000;
const tomorrow = () => new Date(Date.now() + DAY_MS);

beforeEach(async () => {
  shop = await openShop();
  shop.answerCallbacks(false);
});
afterEach(async () => {
  await shop.close();
  // Each test has a WeChat Pay of its own, which knows nothing of the orders of the others.
  await db()
    .update(orders)
    .set({ paidAt: new Date(0) })
    .where(isNotNull(orders.paidAt));
});

/** Somebody has paid, and nothing of it has reached us. */
async function paidUnseen() {
  const person = await shop.person();
  const payment = await person.prepay(...PACK);
  await person.confirm(payment);
  return { person, id: payment.order.id };
}

const compare = (day = businessDay(new Date())) => {
  shop.fault("bill_early", { times: 1 });
  return reconcileTradeBill({ ctx: job(), input: { day } });
};

const differences = () => db().select().from(paymentDifferences).orderBy(desc(paymentDifferences.createdAt));

test("a payment that nobody told us of is settled by the bill; comparing again finds nothing to do", async () => {
  const { person, id } = await paidUnseen();
  expect(await compare()).toEqual({ state: "compared", payments: 1, refunds: 0, settled: 1, differences: 0 });
  expect((await rowOf(id)).status).toBe("fulfilled");
  expect(await person.available()).toBe(100);
  expect(await compare()).toMatchObject({ state: "compared", payments: 1, settled: 0, differences: 0 });
  expect(await person.available()).toBe(100);
  await db().delete(tradeBills);
});

test("a row that cannot be settled keeps no other from it, and the day stays to do", async () => {
  const stuck = await paidUnseen();
  const other = await paidUnseen();
  const product = {
    sku: "pro-48",
    kind: "membership",
    plan: "pro",
    months: 48,
    credits: null,
    priceFen: 690,
  };
  await db()
    .update(orders)
    .set({ product: product as typeof orders.$inferInsert.product })
    .where(eq(orders.id, stuck.id));
  await expect(compare()).rejects.toThrow("months");
  expect((await rowOf(other.id)).status).toBe("fulfilled");
  expect((await rowOf(stuck.id)).status).toBe("paying");
  expect(await db().select().from(tradeBills)).toEqual([]);
  await db()
    .update(orders)
    .set({ product: { ...product, months: 12 } as typeof orders.$inferInsert.product })
    .where(eq(orders.id, stuck.id));
  expect(await compare()).toMatchObject({ settled: 1, differences: 0 });
  await db().delete(tradeBills);
});

test("a row too many and a row too few are written down once, whoever compares how often", async () => {
  const first = await paidUnseen();
  await compare();
  await db().delete(paymentDifferences);
  shop.fault("bill_missing_row", { match: first.id, times: 2 });
  shop.fault("bill_extra_row", { times: 2 });
  expect(await compare()).toMatchObject({ differences: 2 });
  await compare();
  const found = (await differences()).map(({ kind }) => kind);
  expect(found.filter((kind) => kind === "missing_in_bill" && kind)).toHaveLength(1);
  expect(found).toContain("unknown_order");
  await db().delete(paymentDifferences);
  await db().delete(tradeBills);
});

test("a refund that only we know of is written down", async () => {
  const { id, person } = await paidUnseen();
  await compare();
  await db()
    .insert(refunds)
    .values({
      id: newId("refund"),
      orderId: id,
      status: "succeeded",
      amountFen: 690,
      reason: "不再需要",
      idempotencyKey: "only-here",
      take: { credits: 0, membershipMs: 0, forgivenCredits: 0 },
      refundId: person.userId,
      requestedBy: "test",
      succeededAt: new Date(),
    });
  expect(await compare()).toMatchObject({ differences: 1 });
  const found = await db().select().from(paymentDifferences).where(eq(paymentDifferences.outTradeNo, id));
  expect(found).toMatchObject([{ kind: "refund_missing_in_bill", expected: { refundFen: 690 } }]);
  await db().delete(paymentDifferences);
  await db().delete(refunds).where(eq(refunds.orderId, id));
  await db().delete(tradeBills);
});

test("a bill that is not made yet, or cannot be had, leaves the day to do", async () => {
  await paidUnseen();
  shop.fault("bill_early");
  shop.fault("bill_not_ready");
  expect(await reconcileTradeBill({ ctx: job(), input: { day: businessDay(new Date()) } })).toEqual({
    state: "not_yet",
  });
  const day = businessDay(new Date());
  const { days } = await listDueBillDays({ ctx: job(new Date(tomorrow().getTime() + 12 * 3_600_000)) });
  expect(days).toContain(day);
  await compare(day);
  const [row] = await db().select().from(tradeBills).where(eq(tradeBills.day, day));
  expect(row).toMatchObject({ payments: expect.any(Number), differences: expect.any(Number) });
  const after = await listDueBillDays({ ctx: job(new Date(tomorrow().getTime() + 12 * 3_600_000)) });
  expect(after.days).not.toContain(day);
  await db().delete(tradeBills);
});
