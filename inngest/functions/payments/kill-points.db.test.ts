import { globSync, readFileSync } from "node:fs";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, orders, refundRequests, refunds, tradeBills } from "@/db/schema";
import { insertUser } from "@/db/testing-users";
import { reconcileTradeBill } from "@/lib/orders/bill/reconcile";
import { createOrder } from "@/lib/orders/create";
import { payOrder } from "@/lib/orders/pay";
import { requestRefund } from "@/lib/orders/refunds/request";
import { openRefundRequest } from "@/lib/orders/refunds/requests/open";
import { job, openShop, rowOf, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { businessDay } from "@/lib/platform/time";
import { endWorkersAfterEach } from "../killed.fixture";
import {
  act,
  expectClosedOnce,
  expectRefundedOnce,
  expectServedOnce,
  hasStatus,
  isServed,
  killIn,
  killRunningAt,
  MEMBERSHIP,
  PACK,
  paid,
  paidBeforeDeafDoor,
  prepared,
  recover,
  refundOf,
  served,
} from "./killed-shop.fixture";

/** Every place of these rooms where a test can pull the plug. */
const points = globSync("lib/{orders,membership}/**/*.ts")
  .filter((file) => !file.endsWith(".test.ts"))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/failPoint\("([\w.-]+)"\)/g)].map(([, name = ""]) => name),
  );
const inOrder = ["orders.created"];
const inPay = ["orders.prepaying-not-sent", "orders.prepaid-not-stored"];
const inAsk = ["orders.asked-not-heeded"];
const inAccept = ["orders.notice-stored"];
const inSettle = ["orders.paid-not-fulfilled", "orders.fulfilled-not-committed"];
const inHeed = [...inSettle, "orders.notice-heeded"];
const inClose = ["orders.closed-there"];
const inRequest = ["orders.refund-requested"];
const inApprove = ["orders.request-refunded-not-approved", "orders.refund-requested"];
const inAdminAsk = ["orders.ask-audited", "orders.heeded-not-audited"];
const inFollow = ["orders.refund-answered", "orders.refund-succeeded-not-shown"];
const inBill = [...inSettle, "orders.bill-heeded"];
const inLedger = "credits.between-entry-and-lines";
const inEngine = ["engine.after-call", "engine.before-commit", "engine.after-commit"];

let shop: Shop;
let adminId: string;
beforeAll(async () => {
  shop = await openShop();
  adminId = (await insertUser({ role: "admin" })).id;
});
afterAll(() => shop.close());
endWorkersAfterEach();

const reason = "they wrote to us";
const asked = (id: string) => ({ id, reason });
const by = () => ({ actorKind: "admin", actorId: adminId, reason });
const linesOf = (subjectId: string) =>
  db()
    .select()
    .from(auditLog)
    .where(eq(auditLog.subjectId, subjectId))
    .orderBy(asc(auditLog.createdAt), asc(auditLog.id));

test("every kill point of orders and memberships is forced here", () => {
  const forced = [
    inOrder,
    inPay,
    inAsk,
    inAccept,
    inHeed,
    inClose,
    inRequest,
    inApprove,
    inAdminAsk,
    inFollow,
    inBill,
  ].flat();
  expect(new Set(forced)).toEqual(new Set(points));
  expect(points.length).toBeGreaterThan(10);
});

describe.each(inOrder)("killed at %s while ordering", (point) => {
  test("ordering again returns the first order", async () => {
    const person = await shop.person();
    const [sku, priceFen] = PACK;
    const order = { sku, priceFen, tradeType: "jsapi" as const, idempotencyKey: "kill-order" };
    await killIn("order", point, person.userId, order);
    const [first] = await db().select().from(orders).where(eq(orders.userId, person.userId));
    const again = await createOrder({ ctx: person.ctx(), input: order, userAgent: "" });
    expect(again).toMatchObject({ id: first?.id, status: "created" });
    expect(await db().$count(orders, eq(orders.userId, person.userId))).toBe(1);
  });
});

describe.each(inPay)("killed at %s while preparing to be paid", (point) => {
  test("preparing again continues the same order, and it is served once", async () => {
    const person = await shop.person();
    const { id } = await person.buy(...PACK);
    await killIn("pay", point, person.userId, { id });
    const payment = await payOrder({ ctx: person.ctx(), input: { id } });
    if ("ok" in payment) throw new Error(payment.reason);
    await person.confirm(payment);
    await recover(hasStatus(id, "fulfilled"));
    await expectServedOnce(shop, { person, id });
    expect(await person.available()).toBe(100);
  });

  test("nobody coming back to it, it is closed on both sides", async () => {
    const person = await shop.person();
    const { id } = await person.buy(...PACK);
    await killIn("pay", point, person.userId, { id });
    await db().update(orders).set({ expiresAt: new Date() }).where(eq(orders.id, id));
    await recover(hasStatus(id, "expired"));
    await expectClosedOnce(shop, { person, id }, ["created prepaying", "prepaying expired"]);
  });
});

describe.each(inAccept)("killed at %s while a callback is taken", (point) => {
  test.each(["never again", "once more"])(
    "what was stored is heeded once, WeChat Pay telling it %s",
    async (more) => {
      const { notice, ...bought } = await paidBeforeDeafDoor(shop);
      await killIn("accept", point, "", notice);
      if (more === "once more") await act("accept", "", notice);
      expect((await rowOf(bought.id)).status).toBe("paying");
      await recover(isServed(bought.id));
      await expectServedOnce(shop, bought);
      expect(await bought.person.available()).toBe(100);
    },
  );
});

describe.each(inAsk)("killed at %s", (point) => {
  test("a payment that nobody told of is asked about again within seconds, and served once", async () => {
    const bought = await paidBeforeDeafDoor(shop);
    // The person's page has asked so often that the next question is far off.
    await db().update(orders).set({ queries: 100 }).where(eq(orders.id, bought.id));
    await killRunningAt(point);
    const { queriedAt, nextQueryAt } = await rowOf(bought.id);
    const againMs = (nextQueryAt?.getTime() ?? Infinity) - (queriedAt?.getTime() ?? 0);
    expect(againMs).toBeLessThanOrEqual(10_000);
    await recover(isServed(bought.id));
    await expectServedOnce(shop, bought);
  });
});

describe.each([...inHeed, inLedger, ...inEngine])("killed at %s while a payment is heeded", (point) => {
  test.each([
    { goods: PACK, credits: 100 },
    { goods: MEMBERSHIP, credits: 1_000 },
  ])("$goods.0 is given once", async ({ goods, credits }) => {
    const bought = await paid(shop, goods);
    await killRunningAt(point);
    await recover(isServed(bought.id));
    await expectServedOnce(shop, bought);
    expect(await bought.person.available()).toBe(credits);
  });
});

describe.each(inClose)("killed at %s", (point) => {
  test("an order that its person gave up is closed here as well", async () => {
    const { person, id } = await prepared(shop, PACK);
    await killIn("close", point, person.userId, { id });
    expect((await rowOf(id)).status).toBe("paying");
    await recover(async () => ["closed", "expired"].includes((await rowOf(id)).status));
    const { status } = await rowOf(id);
    await expectClosedOnce(shop, { person, id }, [
      "created prepaying",
      "prepaying paying",
      `paying ${status}`,
    ]);
  });

  test("an order whose time is over is closed here as well", async () => {
    const { person, id } = await prepared(shop, PACK);
    await db().update(orders).set({ expiresAt: new Date() }).where(eq(orders.id, id));
    await killRunningAt(point);
    await recover(hasStatus(id, "expired"));
    const moves = ["created prepaying", "prepaying paying", "paying expired"];
    await expectClosedOnce(shop, { person, id }, moves);
  });
});

describe.each([...inRequest, inLedger])("killed at %s while a refund is decided", (point) => {
  test("asking again is the same refund, and the money goes back once", async () => {
    const bought = await served(shop, PACK);
    const wish = refundOf(bought.id, 690);
    await killIn("refund", point, "", wish);
    await requestRefund({ ctx: job(), input: wish });
    await recover(hasStatus(bought.id, "refunded"));
    await expectRefundedOnce(shop, bought, { fen: 690, creditsLeft: 0 });
  });
});

describe.each(inRequest)("killed at %s", (point) => {
  test("the refund is sent although nobody asks again", async () => {
    const bought = await served(shop, PACK);
    await killIn("refund", point, "", refundOf(bought.id, 345));
    await recover(hasStatus(bought.id, "partly_refunded"));
    await expectRefundedOnce(shop, bought, { fen: 345, creditsLeft: 50 });
  });
});

describe.each([...inApprove, inLedger])("killed at %s while an admin approves", (point) => {
  test("approving again gives the money back once, and request and refund are there together or not at all", async () => {
    const bought = await served(shop, PACK);
    const wish = {
      orderId: bought.id,
      amountFen: 345,
      payerReason: "asked",
      idempotencyKey: "kill-request",
    };
    const request = await openRefundRequest({ ctx: job(), input: wish });
    if ("ok" in request) throw new Error(request.reason);
    const approval = { id: request.id, reason: "it is right" };
    await killIn("approve", point, adminId, approval);
    const [row] = await db().select().from(refundRequests).where(eq(refundRequests.id, request.id));
    const made = await db().$count(refunds, eq(refunds.orderId, bought.id));
    expect(made).toBe(row?.state === "approved" ? 1 : 0);
    await act("approve", adminId, approval);
    await recover(hasStatus(bought.id, "partly_refunded"));
    await expectRefundedOnce(shop, bought, { fen: 345, creditsLeft: 50 });
  });
});

describe.each([...inAdminAsk, ...inAsk, ...inSettle])("killed at %s while an admin asks", (point) => {
  test("the ask stands in the audit log, and nothing that did not come to pass; a job heeds it, once", async () => {
    const bought = await paidBeforeDeafDoor(shop);
    await db()
      .update(orders)
      .set({ queriedAt: new Date(Date.now() - 60_000) })
      .where(eq(orders.id, bought.id));
    await killIn("admin-check", point, adminId, asked(bought.id));
    expect((await rowOf(bought.id)).status).toBe("paying");
    const asks = [{ action: "orders.check-asked", before: { status: "paying" }, ...by() }];
    expect(await linesOf(bought.id)).toMatchObject(asks);
    await recover(isServed(bought.id));
    expect(await linesOf(bought.id)).toMatchObject(asks);
    await expectServedOnce(shop, bought);
  });
});

describe.each([...inAdminAsk, ...inClose])("killed at %s while an admin closes", (point) => {
  test("closing again closes it once, and the audit log has both asks and the one end", async () => {
    const { person, id } = await prepared(shop, PACK);
    await killIn("admin-close", point, adminId, asked(id));
    expect((await rowOf(id)).status).toBe("paying");
    const ask = { action: "orders.close-asked", before: { status: "paying" }, ...by() };
    expect(await linesOf(id)).toMatchObject([ask]);
    await act("admin-close", adminId, asked(id));
    expect(await linesOf(id)).toMatchObject([
      ...[ask, ask],
      { action: "orders.close", before: { status: "paying" }, after: { status: "closed" }, ...by() },
    ]);
    await expectClosedOnce(shop, { person, id }, ["created prepaying", "prepaying paying", "paying closed"]);
  });
});

describe.each([...inFollow, ...inEngine])("killed at %s while a refund is followed", (point) => {
  test.each([
    { goods: PACK, fen: 690, status: "refunded", creditsLeft: 0 },
    { goods: MEMBERSHIP, fen: 2_000, status: "partly_refunded", creditsLeft: 310 },
  ])("$fen fen of $goods.0 go back once", async ({ goods, fen, status, creditsLeft }) => {
    const bought = await served(shop, goods);
    await requestRefund({ ctx: job(), input: refundOf(bought.id, fen) });
    await killRunningAt(point);
    await recover(hasStatus(bought.id, status));
    await expectRefundedOnce(shop, bought, { fen, creditsLeft });
  });
});

describe.each(inBill)("killed at %s while the trade bill is compared", (point) => {
  test("comparing the day again serves what nobody told of, once", async () => {
    const { person, id } = await paidBeforeDeafDoor(shop);
    const day = businessDay(new Date());
    shop.fault("bill_early", { match: day, times: 2 });
    await killIn("bill", point, "", { day });
    expect(await db().$count(tradeBills)).toBe(0);
    expect(await reconcileTradeBill({ ctx: job(), input: { day } })).toMatchObject({
      state: "compared",
      differences: 0,
    });
    await expectServedOnce(shop, { person, id });
    expect(await person.available()).toBe(100);
    await db().delete(tradeBills);
  });
});
