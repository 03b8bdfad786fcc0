import { and, asc, eq, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, memberships, paymentDifferences, refunds, users } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { abandonRefund } from "../refunds/abandon";
import { followRefund } from "../refunds/follow";
import { requestRefund } from "../refunds/request";
import { settleRefund } from "../refunds/settle";
import { sweepOrders } from "../sweep";
import { bought as buy, until } from "./bought.fixture";
import { type Buyer, heedAll, job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
let admin: ReturnType<typeof adminActor>;
const PACK = ["credits-500", 2_990] as const;
const later = (ms: number) => new Date(Date.now() + ms);

beforeAll(async () => {
  shop = await openShop();
  const person = await shop.person();
  await db().update(users).set({ role: "admin" }).where(eq(users.id, person.userId));
  admin = adminActor(person.userId);
});
afterAll(() => shop.close());

const bought = (person: Buyer, sku: string = PACK[0], priceFen: number = PACK[1]): Promise<string> =>
  buy(person, sku, priceFen);

const refund = (orderId: string, amountFen: number, parts: object = {}) =>
  requestRefund({
    ctx: testContext(admin),
    input: { orderId, amountFen, reason: "不再需要", idempotencyKey: newId("request"), ...parts },
  });

const refundsOf = (orderId: string) => db().select().from(refunds).where(eq(refunds.orderId, orderId));

/** Sweeps with a clock that runs ahead, until every refund of the order has ended. */
async function followed(orderId: string): Promise<void> {
  let minutes = 0;
  await until(async () => {
    minutes += 61;
    await sweepOrders({ ctx: job(later(minutes * 60_000)) });
    await heedAll();
    return (await refundsOf(orderId)).every(({ status }) => status === "succeeded" || status === "closed");
  });
}

/** What the audit log says of giving up refunds of an order, as it came. */
const abandonLines = (orderId: string) =>
  db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, orderId), like(auditLog.action, "refunds.abandon%")))
    .orderBy(asc(auditLog.createdAt), asc(auditLog.id));
const isAbout = (before: unknown, refundId: string) =>
  typeof before === "object" && before !== null && "refundId" in before && before.refundId === refundId;

const spend = async (person: Buyer, amount: number) => {
  const subjectId = newId("generation");
  await reserveCredits({ ctx: person.ctx(), input: { userId: person.userId, subjectId, amount } });
  await settleCredits({ ctx: job(), input: { subjectId, charge: amount } });
};

describe("a refund of a pack", () => {
  test("takes the credits back at once and shows when the money is back", async () => {
    const person = await shop.person();
    const id = await bought(person);
    const view = await refund(id, PACK[1]);
    expect(view).toMatchObject({ status: "requested", amountFen: PACK[1] });
    expect(await person.available()).toBe(0);
    expect((await rowOf(id)).status).toBe("fulfilled");
    await followed(id);
    expect(await rowOf(id)).toMatchObject({ status: "refunded", refundedFen: PACK[1] });
    expect(shop.wechat.desk.orders.get(id)?.refunds).toHaveLength(1);
    const [line] = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(line).toMatchObject({ action: "orders.request-refund", actorKind: "admin", reason: "不再需要" });
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("in parts takes what the whole would take, and no part more than is left", async () => {
    const person = await shop.person();
    const id = await bought(person);
    await refund(id, 1_000);
    expect(await person.available()).toBe(500 - 168);
    await refund(id, 990);
    await refund(id, 1_000);
    expect(await person.available()).toBe(0);
    expect(await refund(id, 1)).toMatchObject({ reason: "refund_too_large", refundableFen: 0 });
    await followed(id);
    expect(await rowOf(id)).toMatchObject({ status: "refunded", refundedFen: PACK[1] });
  });

  test("of credits that are spent is refused with what can go back, unless an admin says that it may be", async () => {
    const person = await shop.person();
    const id = await bought(person);
    await spend(person, 400);
    const refused = await refund(id, PACK[1]);
    expect(refused).toMatchObject({ ok: false, reason: "refund_spent", refundableFen: 598 });
    expect(await person.available()).toBe(100);
    expect(await refund(id, 598)).toMatchObject({ status: "requested" });
    expect(await person.available()).toBe(0);
    expect(await refund(id, PACK[1] - 598, { force: true })).toMatchObject({ status: "requested" });
    const rows = await refundsOf(id);
    expect(rows.map(({ take }) => take.forgivenCredits).toSorted()).toEqual([0, 400]);
    await followed(id);
    expect((await rowOf(id)).status).toBe("refunded");
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("never touches credits that came from elsewhere", async () => {
    const person = await shop.person();
    const first = await bought(person);
    const second = await bought(person, "credits-100", 690);
    await refund(second, 690);
    expect(await person.available()).toBe(500);
    expect(await refund(first, PACK[1])).toMatchObject({ status: "requested" });
    expect(await person.available()).toBe(0);
  });

  test("asked for twice with one key, or by two at once, is one refund", async () => {
    const person = await shop.person();
    const id = await bought(person);
    const same = { idempotencyKey: "refund-key-1" };
    const views = await Promise.all([1, 2, 3].map(() => refund(id, 500, same)));
    expect(new Set(views.map((view) => ("ok" in view ? "" : view.id))).size).toBe(1);
    await expect(refund(id, 501, same)).rejects.toMatchObject({ status: 409 });
    expect(await refundsOf(id)).toHaveLength(1);
  });

  test("that WeChat Pay gives up in the end gives the credits back, and can be asked for again", async () => {
    const person = await shop.person();
    const id = await bought(person);
    shop.fault("refund_closed", { match: id });
    await refund(id, PACK[1]);
    await followed(id);
    expect((await refundsOf(id)).map(({ status }) => status)).toEqual(["closed"]);
    expect((await rowOf(id)).status).toBe("fulfilled");
    expect(await person.available()).toBe(500);
    await until(async () => !("ok" in (await refund(id, PACK[1]))));
    expect(await person.available()).toBe(0);
    await followed(id);
    expect((await rowOf(id)).status).toBe("refunded");
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test.each([
    "lost_reply",
    "error_500_after_success",
    "rate_limited_429",
    "unsigned_error",
    "wrong_signature",
  ])("%s: sent again under the same number it stays one refund", async (fault) => {
    const person = await shop.person();
    const id = await bought(person);
    shop.fault(fault, { match: id });
    await refund(id, PACK[1]);
    await followed(id);
    expect((await rowOf(id)).status).toBe("refunded");
    expect(shop.wechat.desk.orders.get(id)?.refunds).toHaveLength(1);
  });

  test("that WeChat Pay does not know, and only such a one, can be given up", async () => {
    const person = await shop.person();
    const id = await bought(person);
    const view = await refund(id, PACK[1]);
    const refundId = "ok" in view ? "" : view.id;
    const abandon = (ms: number) =>
      abandonRefund({ ctx: testContext(admin, later(ms)), input: { refundId } });
    expect(await abandon(120_000)).toEqual({ state: "not_abnormal" });
    await db().update(refunds).set({ status: "abnormal" }).where(eq(refunds.id, refundId));
    expect(await abandon(0)).toEqual({ state: "busy" });
    expect(await person.available()).toBe(0);
    const both = await Promise.all([abandon(120_000), abandon(120_000)]);
    expect(both.filter(({ state }) => state === "settled")).toHaveLength(1);
    expect(await person.available()).toBe(500);
    expect((await refundsOf(id)).map(({ status }) => status)).toEqual(["closed"]);
    expect(await abandonLines(id)).toMatchObject([
      { action: "refunds.abandon-asked", before: { refundId, status: "abnormal" }, after: { asked: true } },
      { action: "refunds.abandon", before: { refundId, status: "abnormal" }, after: { status: "closed" } },
    ]);

    const sent = await refund(id, PACK[1]);
    const sentId = "ok" in sent ? "" : sent.id;
    await followRefund({ ctx: job(later(1_000)), input: { refundId: sentId } });
    await db().update(refunds).set({ status: "abnormal" }).where(eq(refunds.id, sentId));
    const again = await abandonRefund({
      ctx: testContext(admin, later(120_000)),
      input: { refundId: sentId },
    });
    expect(["settled", "waiting"]).toContain(again.state);
    const known = (await abandonLines(id)).filter(({ before }) => isAbout(before, sentId));
    expect(known.map(({ action }) => action)).toEqual(["refunds.abandon-asked", "refunds.abandon"]);
    expect(known[1]?.after).toMatchObject({ refundId: sentId, known: true });
    expect((await refundsOf(id)).filter(({ status }) => status === "closed")).toHaveLength(1);
    expect(await person.available()).toBe(0);
    await expect(abandonRefund({ ctx: person.ctx(), input: { refundId } })).rejects.toMatchObject({
      status: 403,
    });
  });

  test("that is being given up is not sent by anybody meanwhile", async () => {
    const person = await shop.person();
    const id = await bought(person);
    const view = await refund(id, PACK[1]);
    const refundId = "ok" in view ? "" : view.id;
    await db().update(refunds).set({ status: "abnormal" }).where(eq(refunds.id, refundId));
    await Promise.all([
      abandonRefund({ ctx: testContext(admin, later(120_000)), input: { refundId } }),
      followRefund({ ctx: job(later(121_000)), input: { refundId } }),
    ]);
    const [row] = await refundsOf(id);
    const sent = shop.wechat.desk.orders.get(id)?.refunds ?? [];
    // Either it was given up and never sent, or it was sent and not given up.
    expect([row?.status === "closed", sent.length > 0]).toSatisfy(
      ([isGivenUp, isSent]: boolean[]) => isGivenUp !== isSent,
    );
    expect(await person.available()).toBe(row?.status === "closed" ? 500 : 0);
  });

  test("whose notice comes before the payment's is not lost", async () => {
    const person = await shop.person();
    const id = await bought(person);
    shop.fault("refund_notice_first", { match: id });
    await refund(id, PACK[1]);
    await followed(id);
    expect((await rowOf(id)).status).toBe("refunded");
  });

  test("of another amount, or one that we never asked for, is written down and changes nothing", async () => {
    const person = await shop.person();
    const id = await bought(person);
    const view = await refund(id, 500);
    const report = {
      refundId: "50000000000000000000000000001",
      outRefundNo: "ok" in view ? "" : view.id,
      outTradeNo: id,
      transactionId: (await rowOf(id)).transactionId ?? "",
      status: "success" as const,
      refundFen: 499,
      totalFen: PACK[1],
      succeededAt: null,
    };
    const settle = (parts: object) =>
      settleRefund({ ctx: job(), input: { report: { ...report, ...parts }, source: "notice" } });
    expect(await settle({})).toEqual({ state: "mismatch" });
    expect(await settle({ outRefundNo: newId("refund") })).toEqual({ state: "unknown_refund" });
    expect(await rowOf(id)).toMatchObject({ status: "fulfilled", refundedFen: 0 });
    const found = await db().select().from(paymentDifferences).where(eq(paymentDifferences.outTradeNo, id));
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(["refund_amount", "unknown_refund"]);
  });
});

test("that WeChat Pay gave up and the bill calls paid back is written down for a person", async () => {
  const person = await shop.person();
  const id = await bought(person);
  shop.fault("refund_closed", { match: id });
  const view = await refund(id, 500);
  await followed(id);
  const report = {
    refundId: "50000000000000000000000000002",
    outRefundNo: "ok" in view ? "" : view.id,
    outTradeNo: id,
    transactionId: (await rowOf(id)).transactionId ?? "",
    status: "success" as const,
    refundFen: 500,
    totalFen: PACK[1],
    succeededAt: null,
  };
  const settle = (status: "closed" | "success") =>
    settleRefund({ ctx: job(), input: { report: { ...report, status }, source: "bill" } });
  expect(await settle("closed")).toEqual({ state: "already" });
  expect(await settle("success")).toEqual({ state: "mismatch" });
  expect(await rowOf(id)).toMatchObject({ status: "fulfilled", refundedFen: 0 });
  const found = await db().select().from(paymentDifferences).where(eq(paymentDifferences.outTradeNo, id));
  expect(found.map(({ kind }) => kind)).toEqual(["refund_state"]);
});

test("of money that came for a closed account is completed where a part went back before", async () => {
  const person = await shop.person();
  const payment = await person.prepay("pro-month", 2_900);
  const { id } = payment.order;
  await db().update(users).set({ status: "deleted" }).where(eq(users.id, person.userId));
  await person.confirm(payment);
  await until(async () => {
    await heedAll();
    return (await rowOf(id)).status === "paid";
  });
  await refund(id, 900);
  await until(async () => {
    await followed(id);
    return (await rowOf(id)).status === "refunded";
  });
  expect((await refundsOf(id)).map(({ amountFen }) => amountFen).toSorted()).toEqual([2_000, 900]);
  await sweepOrders({ ctx: job(later(60_000)) });
  expect(await refundsOf(id)).toHaveLength(2);
});

test("of money that came for a closed account, which WeChat Pay gives up, is handed to a person, who asks anew", async () => {
  const person = await shop.person();
  const payment = await person.prepay(...PACK);
  const { id } = payment.order;
  await db().update(users).set({ status: "deleted" }).where(eq(users.id, person.userId));
  shop.fault("refund_closed", { match: id });
  await person.confirm(payment);
  await until(async () => {
    await followed(id);
    return (await refundsOf(id)).some(({ status }) => status === "closed");
  });
  await sweepOrders({ ctx: job(later(60_000)) });
  expect((await refundsOf(id)).map(({ status }) => status)).toEqual(["closed"]);
  const found = await db().select().from(paymentDifferences).where(eq(paymentDifferences.outTradeNo, id));
  expect(found.map(({ kind, state }) => [kind, state])).toEqual([["refund_state", "open"]]);
  expect(await refund(id, PACK[1])).toMatchObject({ status: "requested" });
  await followed(id);
  expect(await rowOf(id)).toMatchObject({ status: "refunded", refundedFen: PACK[1] });
});

describe("a refund of a membership", () => {
  test("that WeChat Pay gives up can be asked for again, with nothing forgiven", async () => {
    const person = await shop.person();
    const id = await bought(person, "pro-year", 29_800);
    shop.fault("refund_closed", { match: id });
    await refund(id, 29_000);
    await followed(id);
    expect(await person.available()).toBe(1_000);
    await until(async () => !("ok" in (await refund(id, 29_000))));
    const [made] = (await refundsOf(id)).filter(({ status }) => status !== "closed");
    expect(made?.take.forgivenCredits).toBe(0);
    expect(1_000 - (await person.available())).toBe(made?.take.credits);
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("in full ends it and takes its unspent credits", async () => {
    const person = await shop.person();
    const id = await bought(person, "pro-month", 2_900);
    expect(await refund(id, 2_900, { force: true })).toMatchObject({ status: "requested" });
    const [user] = await db().select({ plan: users.plan }).from(users).where(eq(users.id, person.userId));
    expect(user?.plan).toBe("free");
    expect(await person.available()).toBe(0);
    await followed(id);
    expect((await rowOf(id)).status).toBe("refunded");
  });

  test("in part shortens it by the same part", async () => {
    const person = await shop.person();
    const id = await bought(person, "pro-year", 29_800);
    const untilOf = async () => {
      const [row] = await db().select().from(memberships).where(eq(memberships.userId, person.userId));
      return row?.paidUntil?.getTime() ?? 0;
    };
    const before = await untilOf();
    expect(await refund(id, 14_900)).toMatchObject({ status: "requested" });
    const [made] = await refundsOf(id);
    expect(before - (await untilOf())).toBe(made?.take.membershipMs);
    const days = (made?.take.membershipMs ?? 0) / 86_400_000;
    expect(Math.round(days)).toBeGreaterThanOrEqual(182);
    expect(Math.round(days)).toBeLessThanOrEqual(184);
  });
});

test("only admins and jobs give money back, and only money that came", async () => {
  const person = await shop.person();
  const id = await bought(person);
  const input = { orderId: id, amountFen: 1, reason: "给我", idempotencyKey: "not-an-admin" };
  await expect(requestRefund({ ctx: person.ctx(), input })).rejects.toMatchObject({ status: 403 });
  const unpaid = await person.buy(...PACK);
  expect(await refund(unpaid.id, 1)).toMatchObject({ reason: "order_not_refundable" });
});
