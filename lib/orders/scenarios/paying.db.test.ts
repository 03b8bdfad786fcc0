import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import {
  creditGrants,
  ledgerEntries,
  membershipTerms,
  orderMoves,
  orders,
  paymentDifferences,
  products,
  users,
} from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { metrics } from "@/lib/platform/metrics";
import { updateSetting } from "@/lib/settings/update";
import { checkOrder } from "../check";
import { closeOrder } from "../close";
import { createOrder } from "../create";
import { payOrder } from "../pay";
import { getOrder } from "../read";
import { settleOrder } from "../settle";
import { sweepOrders } from "../sweep";
import { heedAll, job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
const PACK = ["credits-100", 690] as const;
const later = (ms: number) => new Date(Date.now() + ms);
const afterExpiry = () => later(31 * 60_000);

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const untilStored = async () => {
  for (let tries = 0; tries < 200; tries += 1) {
    const states = await heedAll();
    if (states.length > 0) return states;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("no notice came");
};

describe("an order that is paid", () => {
  test("by JSAPI gives its credits once, with the notice, and says which moves it made", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    expect(payment.jsapi?.package).toMatch(/^prepay_id=wx/);
    expect(payment.order.status).toBe("paying");
    await person.confirm(payment);
    expect(await untilStored()).toEqual(["done"]);
    expect(await getOrder({ ctx: person.ctx(), input: { id: payment.order.id } })).toMatchObject({
      status: "fulfilled",
      refundedFen: 0,
    });
    expect(await person.available()).toBe(100);
    const moves = await db()
      .select({ from: orderMoves.from, to: orderMoves.to, source: orderMoves.source })
      .from(orderMoves)
      .where(eq(orderMoves.orderId, payment.order.id))
      .orderBy(orderMoves.createdAt, orderMoves.id);
    expect(new Set(moves.map(({ from, to }) => `${from} ${to}`))).toEqual(
      new Set(["created prepaying", "prepaying paying", "paying paid", "paid fulfilled"]),
    );
    expect(moves.find(({ to }) => to === "paid")?.source).toBe("notice");
  });

  test("by a native code gives a membership with its first month's credits", async () => {
    const person = await shop.person();
    const payment = await person.prepay("pro-month", 2_900, "native");
    expect(payment.codeUrl).toMatch(/^weixin:\/\/wxpay\//);
    await person.confirm(payment);
    await untilStored();
    const [term] = await db()
      .select()
      .from(membershipTerms)
      .where(eq(membershipTerms.orderId, payment.order.id));
    expect(term).toMatchObject({ userId: person.userId, plan: "pro", months: 1, paidFen: 2_900 });
    const [user] = await db().select({ plan: users.plan }).from(users).where(eq(users.id, person.userId));
    expect(user?.plan).toBe("pro");
    expect(await person.available()).toBe(1_000);
  });

  test("without any notice is found by the person's own page", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    shop.fault("notice_lost", { match: payment.order.id, times: 100 });
    await person.confirm(payment);
    const view = await checkOrder({ ctx: person.ctx(later(3_000)), input: { id: payment.order.id } });
    expect(view.status).toBe("fulfilled");
    expect(await person.available()).toBe(100);
  });

  test("without any notice and without its person is found by the sweep", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK, "native");
    shop.fault("notice_lost", { match: payment.order.id, times: 100 });
    await person.confirm(payment);
    await sweepOrders({ ctx: job(later(60_000)) });
    expect((await rowOf(payment.order.id)).status).toBe("fulfilled");
  });

  test("in the moment of its closing is served", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    shop.fault("notice_lost", { match: payment.order.id, times: 100 });
    await person.confirm(payment);
    const view = await closeOrder({ ctx: person.ctx(), input: { id: payment.order.id } });
    expect(view.status).toBe("fulfilled");
    expect(await person.available()).toBe(100);
  });

  test("after its closing is served as well", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    shop.fault("pay_after_close", { match: payment.order.id, times: 100 });
    expect((await closeOrder({ ctx: person.ctx(), input: { id: payment.order.id } })).status).toBe("closed");
    await person.confirm(payment);
    await untilStored();
    expect((await rowOf(payment.order.id)).status).toBe("fulfilled");
    expect(await person.available()).toBe(100);
  });

  test("twenty times at once, by every way there is, is given once", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    shop.fault("notice_concurrent", { match: payment.order.id, argument: "10" });
    await person.confirm(payment);
    const paid = shop.wechat.desk.orders.get(payment.order.id);
    const transaction = {
      appid: shop.wechat.desk.appid,
      mchid: shop.wechat.desk.mchid,
      outTradeNo: payment.order.id,
      transactionId: paid?.transactionId ?? "",
      state: "success" as const,
      amountFen: 690,
      currency: "CNY",
      payerOpenid: person.openid,
      paidAt: paid?.paidAt ?? null,
    };
    const settled = await Promise.all([
      ...Array.from({ length: 10 }, () =>
        settleOrder({ ctx: job(), input: { payment: transaction, source: "bill" } }),
      ),
      ...Array.from({ length: 5 }, () =>
        checkOrder({ ctx: person.ctx(later(3_000)), input: { id: payment.order.id } }),
      ),
      closeOrder({ ctx: person.ctx(), input: { id: payment.order.id } }),
      sweepOrders({ ctx: job(later(60_000)) }),
    ]);
    await heedAll();
    expect(settled.filter((one) => "state" in one && one.state === "settled").length).toBeLessThanOrEqual(1);
    expect(await person.available()).toBe(100);
    expect(await db().$count(creditGrants, eq(creditGrants.userId, person.userId))).toBe(1);
    expect(await db().$count(ledgerEntries, eq(ledgerEntries.businessKey, `order:${payment.order.id}`))).toBe(
      1,
    );
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("for an account that was closed meanwhile sends its money back", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    await db().update(users).set({ status: "deleted" }).where(eq(users.id, person.userId));
    shop.fault("notice_lost", { match: payment.order.id, times: 100 });
    await person.confirm(payment);
    for (
      let minutes = 1;
      minutes < 30 && (await rowOf(payment.order.id)).status !== "refunded";
      minutes += 1
    ) {
      await sweepOrders({ ctx: job(later(minutes * 60_000)) });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await rowOf(payment.order.id)).toMatchObject({ status: "refunded", refundedFen: 690 });
    expect(await person.available()).toBe(0);
  });
});

describe("an order that is not paid", () => {
  test("is closed at its end, there and here", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK, "native");
    await sweepOrders({ ctx: job(afterExpiry()) });
    expect((await rowOf(payment.order.id)).status).toBe("expired");
    expect(shop.wechat.desk.orders.get(payment.order.id)?.state).toBe("CLOSED");
    expect(await person.available()).toBe(0);
  });

  test("that was never sent ends without a word to WeChat Pay", async () => {
    const person = await shop.person();
    const { id } = await person.buy(...PACK);
    await sweepOrders({ ctx: job(afterExpiry()) });
    expect((await rowOf(id)).status).toBe("expired");
    expect(shop.wechat.desk.orders.has(id)).toBe(false);
  });

  test("can be given up by its person, and then not be paid here any more", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    expect(await closeOrder({ ctx: person.ctx(), input: { id: payment.order.id } })).toMatchObject({
      status: "closed",
    });
    expect(await payOrder({ ctx: person.ctx(), input: { id: payment.order.id } })).toEqual({
      ok: false,
      reason: "order_not_payable",
    });
  });

  test("stays open while WeChat Pay does not answer to its closing", async () => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    shop.fault("error_500_after_success", { match: payment.order.id, times: 1 });
    shop.fault("unsigned_error", { match: payment.order.id, times: 2 });
    const first = await closeOrder({ ctx: person.ctx(), input: { id: payment.order.id } }).catch(
      (error: { code: string }) => error.code,
    );
    expect(["payment_unavailable", expect.objectContaining({ status: "closed" })]).toContainEqual(first);
    await sweepOrders({ ctx: job(later(60 * 60_000)) });
    expect(["closed", "expired"]).toContain((await rowOf(payment.order.id)).status);
  });
});

describe("what gets lost on the way to a prepay", () => {
  test.each(["lost_reply", "error_500_after_success", "rate_limited_429", "wrong_signature", "signtest"])(
    "%s: asked again, the same order goes on",
    async (fault) => {
      const person = await shop.person();
      const { id } = await person.buy(...PACK);
      shop.fault(fault, { match: id });
      await expect(payOrder({ ctx: person.ctx(), input: { id } })).rejects.toMatchObject({
        code: "payment_unavailable",
      });
      expect((await rowOf(id)).status).toBe("prepaying");
      const again = await payOrder({ ctx: person.ctx(), input: { id } });
      expect(again).toMatchObject({ order: { status: "paying" } });
      expect([...shop.wechat.desk.orders.keys()].filter((known) => known === id)).toHaveLength(1);
      const sent = shop.wechat.desk.orders.get(id)?.body;
      expect(sent).toBe((await rowOf(id)).prepayBody);
    },
  );

  test("asked twice at once, both get the same order", async () => {
    const person = await shop.person();
    const { id } = await person.buy(...PACK, "native");
    const both = await Promise.all([1, 2].map(() => payOrder({ ctx: person.ctx(), input: { id } })));
    for (const one of both) expect(one).toMatchObject({ order: { id, status: "paying" } });
  });
});

describe("who may order what", () => {
  test("a repeated key is the first order, with another product it is refused", async () => {
    const person = await shop.person();
    const order = {
      sku: PACK[0],
      priceFen: PACK[1],
      tradeType: "native" as const,
      idempotencyKey: "same-key-1",
    };
    const make = (parts: object) =>
      createOrder({ ctx: person.ctx(), input: { ...order, ...parts }, userAgent: "" });
    const [first, second] = await Promise.all([make({}), make({})]);
    expect(first).toEqual(second);
    expect(await make({ sku: "credits-500", priceFen: 2_990 })).toMatchObject({
      reason: "idempotency_key_reused",
    });
  });

  test("a repeated key is the first order also after the price has changed, which refuses every new one", async () => {
    const person = await shop.person();
    const [sku, priceFen] = PACK;
    const order = { sku, priceFen, tradeType: "native" as const };
    const make = (idempotencyKey: string, parts: object = {}) =>
      createOrder({ ctx: person.ctx(), input: { ...order, ...parts, idempotencyKey }, userAgent: "" });
    const first = await make("before-the-change");
    const put = (price: number) =>
      db().update(products).set({ priceFen: price }).where(eq(products.sku, sku));
    await put(priceFen + 100);
    try {
      expect(await make("before-the-change")).toEqual(first);
      expect(await make("after-the-change")).toEqual({ ok: false, reason: "price_changed" });
      expect(await db().$count(orders, eq(orders.userId, person.userId))).toBe(1);
      const anew = await make("after-the-change", { priceFen: priceFen + 100 });
      expect(anew).toMatchObject({ status: "created", amountFen: priceFen + 100 });
    } finally {
      await put(priceFen);
    }
  });

  test("another price than the one shown, a product that is not on sale, JSAPI without WeChat, iOS", async () => {
    const person = await shop.person();
    const stranger = testContext(userActor((await shop.person()).userId));
    const order = {
      sku: PACK[0],
      priceFen: PACK[1],
      tradeType: "jsapi" as const,
      idempotencyKey: "another-key",
    };
    const make = (parts: object, userAgent = "") =>
      createOrder({ ctx: person.ctx(), input: { ...order, ...parts }, userAgent });
    expect(await make({ priceFen: 1 })).toMatchObject({ reason: "price_changed" });
    expect(await make({ sku: "credits-1" })).toMatchObject({ reason: "product_gone" });
    const iPhone = "iPhone MicroMessenger/8.0";
    expect(await make({}, iPhone)).toMatchObject({ reason: "ios_purchase_off" });
    const admin = testContext(adminActor((await shop.person()).userId));
    const turn = (value: boolean) =>
      updateSetting({ ctx: admin, input: { key: "ios_purchase_enabled", value, reason: "a test" } });
    await turn(true);
    expect(await make({ priceFen: 1 }, iPhone)).toMatchObject({ reason: "price_changed" });
    await turn(false);
    expect(await make({}, iPhone)).toMatchObject({ reason: "ios_purchase_off" });
    const { insertUser } = await import("@/db/testing-users");
    const webOnly = testContext(userActor((await insertUser()).id));
    expect(await createOrder({ ctx: webOnly, input: order, userAgent: "" })).toMatchObject({
      reason: "wechat_needed",
    });
    const { id } = await person.buy(...PACK);
    await expect(getOrder({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
    await expect(payOrder({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
    await expect(closeOrder({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
    await expect(checkOrder({ ctx: stranger, input: { id } })).rejects.toMatchObject({ status: 404 });
  });
});

const counted = async (kind: string) =>
  (await metrics().paymentDifferences.get()).values.find(({ labels }) => labels.kind === kind)?.value ?? 0;

describe("callbacks that are not what they should be", () => {
  test.each([
    ["notice_altered_amount", "amount"],
    ["notice_foreign_merchant", "merchant"],
    ["notice_foreign_app", "account"],
  ])("%s gives nothing and is written down for a person", async (fault, kind) => {
    const person = await shop.person();
    const payment = await person.prepay(...PACK);
    const { id } = payment.order;
    const before = await counted(kind);
    shop.fault(fault, { match: id, argument: "only" });
    await person.confirm(payment);
    await untilStored();
    expect((await rowOf(id)).status).toBe("paying");
    expect(await person.available()).toBe(0);
    const [difference] = await db()
      .select()
      .from(paymentDifferences)
      .where(eq(paymentDifferences.outTradeNo, id));
    expect(difference).toMatchObject({ kind, state: "open", source: "notice" });
    expect(await counted(kind)).toBe(before + 1);
    await db().delete(paymentDifferences).where(eq(paymentDifferences.outTradeNo, id));
    await sweepOrders({ ctx: job(later(60_000)) });
    expect((await rowOf(id)).status).toBe("fulfilled");
  });

  test.each(["notice_wrong_signature", "signtest"])(
    "%s is refused at the door, and the right one after it counts",
    async (fault) => {
      const person = await shop.person();
      const payment = await person.prepay(...PACK);
      shop.callbacks.length = 0;
      shop.fault(fault, { match: payment.order.id });
      await person.confirm(payment);
      await untilStored();
      expect(shop.callbacks.map(({ status }) => status)).toContain(401);
      expect((await rowOf(payment.order.id)).status).toBe("fulfilled");
    },
  );
});
