import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { auditLog, orders, paymentDifferences, products } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { csvAnswer } from "@/lib/platform/http/csv-answer";
import { newId } from "@/lib/platform/ids";
import { businessDay } from "@/lib/platform/time";
import { WechatPayError } from "@/lib/providers/wechat-pay/words";
import { checkAnyOrder } from "../admin/check";
import { closeAnyOrder } from "../admin/close";
import { exportOrders, exportRefunds } from "../admin/export";
import { listAllOrders, listAllProducts, listDifferences, listTradeBills } from "../admin/list";
import { resolveDifference } from "../bill/resolve-difference";
import { checkOrder } from "../check";
import { ensureProducts } from "../ensure-products";
import { pay } from "../internal/pay";
import { createProduct } from "../products/create";
import { saveProduct } from "../products/save";
import { requestRefund } from "../refunds/request";
import { bought } from "./bought.fixture";
import { job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
let adminId: string;
let auditorId: string;
const PACK = ["credits-500", 2_990] as const;
const reason = "人工核对过";
const forbidden = { code: "forbidden" };

beforeAll(async () => {
  shop = await openShop();
  adminId = (await insertUser({ role: "admin" })).id;
  auditorId = (await insertUser({ role: "auditor" })).id;
});
afterAll(() => shop.close());

const asAdmin = () => testContext(adminActor(adminId));
const asAuditor = () => testContext(userActor(auditorId, "free", "auditor"));
const linesOf = (subjectId: string, action: string) =>
  db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)))
    .orderBy(asc(auditLog.createdAt), asc(auditLog.id));

describe("everybody's orders", () => {
  test("are found by number, person and state, page by page", async () => {
    const [one, other] = [await shop.person(), await shop.person()];
    const paid = await bought(one, ...PACK);
    const open = await one.buy(...PACK);
    await other.buy(...PACK);
    const list = async (input: Parameters<typeof listAllOrders>[0]["input"]) =>
      (await listAllOrders({ ctx: asAuditor(), input })).items.map(({ id }) => id);
    expect(await list({ number: paid })).toEqual([paid]);
    expect(await list({ number: (await rowOf(paid)).transactionId ?? "" })).toEqual([paid]);
    expect(await list({ user: one.userId })).toEqual([open.id, paid]);
    expect(await list({ user: one.userId, status: "fulfilled" })).toEqual([paid]);
    expect(await list({ user: "nobody" })).toEqual([]);
    const first = await listAllOrders({ ctx: asAuditor(), input: { user: one.userId, limit: 1 } });
    const next = { user: one.userId, limit: 1, cursor: first.nextCursor ?? "" };
    expect([...first.items.map(({ id }) => id), ...(await list(next))]).toEqual([open.id, paid]);
    await expect(listAllOrders({ ctx: one.ctx(), input: {} })).rejects.toMatchObject(forbidden);
  });

  test("are checked now: who has paid is served, and the audit log tells before and after", async () => {
    const person = await shop.person();
    shop.answerCallbacks(false);
    const payment = await person.prepay(...PACK);
    await person.confirm(payment);
    const input = { id: payment.order.id, reason };
    const ctx = asAdmin();
    expect(await checkAnyOrder({ ctx, input })).toEqual({ status: "fulfilled" });
    shop.answerCallbacks(true);
    const [line] = await linesOf(payment.order.id, "orders.check");
    expect(line).toMatchObject({ before: { status: "paying" }, after: { status: "fulfilled" }, reason });
    expect(await checkAnyOrder({ ctx, input })).toEqual({ status: "fulfilled" });
    expect(await linesOf(payment.order.id, "orders.check")).toEqual([line]);
    const asks = await linesOf(payment.order.id, "orders.check-asked");
    expect(asks).toHaveLength(2);
    for (const status of ["paying", "fulfilled"])
      expect(asks).toContainEqual(
        expect.objectContaining({
          before: expect.objectContaining({ status }),
          after: expect.objectContaining({ status, asked: true }),
          reason,
        }),
      );
    expect(await person.available()).toBe(500);
    await expect(checkAnyOrder({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
  });

  test("are closed at WeChat Pay and here, once, and by nobody who only looks", async () => {
    const person = await shop.person();
    const { order } = await person.prepay(...PACK);
    const input = { id: order.id, reason };
    await expect(closeAnyOrder({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
    expect(await closeAnyOrder({ ctx: asAdmin(), input })).toEqual({ status: "closed" });
    expect(shop.wechat.desk.orders.get(order.id)?.state).toBe("CLOSED");
    expect(await closeAnyOrder({ ctx: asAdmin(), input })).toEqual({
      ok: false,
      reason: "order_not_payable",
    });
    const lines = await linesOf(order.id, "orders.close");
    expect(lines).toMatchObject([{ before: { status: "paying" }, after: { status: "closed" }, reason }]);
    expect(await linesOf(order.id, "orders.close-asked")).toHaveLength(1);
    expect(await checkAnyOrder({ ctx: asAdmin(), input })).toEqual({ status: "closed" });
    expect(await linesOf(order.id, "orders.check")).toEqual([]);
  });

  test("that WeChat Pay has never seen are answered as they stand, and no line says that it was asked", async () => {
    const { id } = await (await shop.person()).buy(...PACK);
    const query = vi.spyOn(pay(), "query");
    expect(await checkAnyOrder({ ctx: asAdmin(), input: { id, reason } })).toEqual({ status: "created" });
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
    expect(await linesOf(id, "orders.check-asked")).toEqual([]);
    const late = testContext(adminActor(adminId), new Date(Date.now() + 86_400_000));
    expect(await checkAnyOrder({ ctx: late, input: { id, reason } })).toEqual({ status: "expired" });
    expect(await linesOf(id, "orders.check")).toMatchObject([
      { before: { status: "created" }, after: { status: "expired" }, reason },
    ]);
  });

  test("are asked about by an admin at any time, also right after the buyer's own page", async () => {
    const person = await shop.person();
    const { order } = await person.prepay(...PACK);
    const query = vi.spyOn(pay(), "query");
    const ctx = person.ctx(new Date(Date.now() + 60_000));
    await checkOrder({ ctx, input: { id: order.id } });
    expect(query).toHaveBeenCalledTimes(1);
    const admin = testContext(adminActor(adminId), ctx.now);
    const checks = [0, 1, 2].map(() => checkAnyOrder({ ctx: admin, input: { id: order.id, reason } }));
    expect(await Promise.all(checks)).toEqual([0, 1, 2].map(() => ({ status: "paying" })));
    expect(query).toHaveBeenCalledTimes(4);
    query.mockRestore();
    expect(await linesOf(order.id, "orders.check-asked")).toHaveLength(3);
  });

  test("that were closed here and paid all the same are served by a check, which the audit log tells", async () => {
    const person = await shop.person();
    shop.answerCallbacks(false);
    const payment = await person.prepay(...PACK);
    await person.confirm(payment);
    const { id } = payment.order;
    const closed = { status: "closed" as const, closedAt: new Date(), nextQueryAt: null };
    await db().update(orders).set(closed).where(eq(orders.id, id));
    expect(await checkAnyOrder({ ctx: asAdmin(), input: { id, reason } })).toEqual({ status: "fulfilled" });
    shop.answerCallbacks(true);
    expect(await linesOf(id, "orders.check")).toMatchObject([
      { before: { status: "closed" }, after: { status: "fulfilled" }, reason },
    ]);
  });

  test("that WeChat Pay gives no answer about stay as they are, and that it was asked stands there", async () => {
    const person = await shop.person();
    const { order } = await person.prepay(...PACK);
    const silence = new WechatPayError("unknown", "", "no answer");
    const silent = [vi.spyOn(pay(), "close"), vi.spyOn(pay(), "query")];
    for (const call of silent) call.mockRejectedValue(silence);
    const input = { id: order.id, reason };
    expect(await closeAnyOrder({ ctx: asAdmin(), input })).toEqual({
      ok: false,
      reason: "payment_unavailable",
    });
    const late = testContext(adminActor(adminId), new Date(Date.now() + 86_400_000));
    for (const ctx of [asAdmin(), late])
      expect(await checkAnyOrder({ ctx, input })).toEqual({ ok: false, reason: "payment_unavailable" });
    expect(await checkOrder({ ctx: person.ctx(), input: { id: order.id } })).toMatchObject({
      status: "paying",
    });
    for (const call of silent) call.mockRestore();
    expect(await linesOf(order.id, "orders.check-asked")).toHaveLength(2);
    expect(await linesOf(order.id, "orders.check")).toEqual([]);
    expect((await rowOf(order.id)).status).toBe("paying");
    expect(await linesOf(order.id, "orders.close-asked")).toHaveLength(1);
    expect(await linesOf(order.id, "orders.close")).toEqual([]);
  });
});

describe("the price list", () => {
  const base = { priceFen: 2_990, active: true, position: 2, reason };
  const priceOf = async (sku: string) =>
    (await db().select().from(products).where(eq(products.sku, sku)))[0]?.priceFen;

  test("changes a price with before and after, and the next start leaves it so", async () => {
    const input = { ...base, sku: "credits-500", priceFen: 3_190 };
    expect(await saveProduct({ ctx: asAdmin(), input })).toMatchObject({ priceFen: 3_190, credits: 500 });
    await saveProduct({ ctx: asAdmin(), input });
    const lines = await linesOf("credits-500", "products.save");
    expect(lines).toMatchObject([
      { before: { priceFen: 2_990, credits: 500 }, after: { priceFen: 3_190 }, reason },
    ]);
    const swapped = { ...input, priceFen: 2_990, position: 1, active: false };
    expect(await saveProduct({ ctx: asAdmin(), input: swapped })).toMatchObject({ position: 1 });
    await ensureProducts({ ctx: job() });
    const all = await listAllProducts({ ctx: asAuditor() });
    expect(all.filter(({ kind }) => kind === "credits").map(({ sku }) => sku)).toEqual([
      ...["credits-500", "credits-100", "credits-2000", "credits-10000"],
    ]);
    expect(all.find(({ sku }) => sku === "credits-500")).toMatchObject({ active: false, priceFen: 2_990 });
    await saveProduct({ ctx: asAdmin(), input: { ...base, sku: "credits-500" } });
    await expect(saveProduct({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
  });

  test("never gives less for the same price, and an order keeps what it was made with", async () => {
    const person = await shop.person();
    const order = await person.buy(...PACK);
    const less = { ...base, sku: "credits-500", credits: 400 };
    expect(await saveProduct({ ctx: asAdmin(), input: less })).toEqual({
      ok: false,
      reason: "product_shrinks",
    });
    expect(await saveProduct({ ctx: asAdmin(), input: { ...less, priceFen: 2_500 } })).toMatchObject({
      credits: 400,
    });
    expect((await rowOf(order.id)).product).toMatchObject({ credits: 500, priceFen: 2_990 });
    await expect(
      saveProduct({ ctx: asAdmin(), input: { ...base, sku: "credits-500", months: 3 } }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await saveProduct({ ctx: asAdmin(), input: { ...base, sku: "credits-500", credits: 500 } });
  });

  test("takes a new product at its end and off sale, once, and under no sku that is known", async () => {
    const input = { kind: "credits" as const, sku: "credits-50", priceFen: 390, credits: 50, reason };
    await expect(createProduct({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
    const made = await Promise.all([0, 1, 2].map(() => createProduct({ ctx: asAdmin(), input })));
    expect(made).toEqual([made[0], made[0], made[0]]);
    expect(made[0]).toMatchObject({ active: false, position: 5, priceFen: 390 });
    expect(await createProduct({ ctx: asAdmin(), input: { ...input, credits: 60 } })).toEqual({
      ok: false,
      reason: "sku_taken",
    });
    expect(await linesOf("credits-50", "products.create")).toMatchObject([
      { before: {}, after: { kind: "credits", credits: 50, active: false }, reason },
    ]);
  });

  test("of many who exchange places at once, none loses a product or a place", async () => {
    const skus = ["credits-100", "credits-500", "credits-2000"];
    const prices = new Map(
      await Promise.all(skus.map(async (sku) => [sku, (await priceOf(sku)) ?? 0] as const)),
    );
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const sku = skus[n % 3] ?? "";
        const input = { sku, priceFen: prices.get(sku) ?? 0, active: true, position: (n % 4) + 1, reason };
        return saveProduct({ ctx: asAdmin(), input });
      }),
    );
    const all = (await listAllProducts({ ctx: asAuditor() })).filter(({ kind }) => kind === "credits");
    expect(all.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });
});

test("a difference is closed once, with what was found, and is not opened again", async () => {
  const id = newId("paymentDifference");
  const order = newId("order");
  await db()
    .insert(paymentDifferences)
    .values({
      ...{ id, kind: "unknown_order", outTradeNo: order, reference: "4200", source: "bill" },
      ...{ expected: {}, found: { amountFen: 100 } },
    });
  const listed = async (state: "open" | "resolved") =>
    (await listDifferences({ ctx: asAuditor(), input: { state } })).items.map((item) => item.id);
  expect(await listed("open")).toContain(id);
  await expect(resolveDifference({ ctx: asAuditor(), input: { id, reason } })).rejects.toMatchObject(
    forbidden,
  );
  expect(await resolveDifference({ ctx: asAdmin(), input: { id, reason } })).toMatchObject({
    state: "resolved",
    resolution: reason,
  });
  expect(await resolveDifference({ ctx: asAdmin(), input: { id, reason } })).toMatchObject({ id });
  expect(await resolveDifference({ ctx: asAdmin(), input: { id, reason: "another" } })).toEqual({
    ok: false,
    reason: "difference_resolved",
  });
  expect(await listed("open")).not.toContain(id);
  expect(await listed("resolved")).toContain(id);
  // Its id finds it in either state.
  const one = await listDifferences({ ctx: asAuditor(), input: { id, state: "open" } });
  expect(one.items).toMatchObject([{ id, state: "resolved" }]);
  expect(await linesOf(order, "payment-differences.resolve")).toMatchObject([
    { before: { id, state: "open" }, after: { id, state: "resolved" }, reason },
  ]);
  expect(await listTradeBills({ ctx: asAuditor() })).toEqual([]);
});

test("the files of orders and refunds hold the rows of their days and say that they are complete", async () => {
  const person = await shop.person();
  const orderId = await bought(person, ...PACK);
  const refund = { orderId, amountFen: 100, reason: "=1+1", idempotencyKey: newId("request") };
  await requestRefund({ ctx: asAdmin(), input: refund });
  const today = businessDay(new Date());
  const textOf = async (made: ReturnType<typeof exportOrders>) => (await csvAnswer(await made)).text();
  const days = { from: today, to: today };
  const file = await textOf(exportOrders({ ctx: asAuditor(), input: days }));
  expect(file).toContain(`${orderId},`);
  expect(file).toMatch(/# end,\d+,complete\r\n$/);
  expect(await textOf(exportRefunds({ ctx: asAuditor(), input: days }))).toContain(`,'=1+1,`);
  const before = await textOf(
    exportOrders({ ctx: asAuditor(), input: { from: "2026-01-01", to: "2026-01-02" } }),
  );
  expect(before.split("\r\n").slice(1)).toEqual(["# end,0,complete", ""]);
  await expect(exportOrders({ ctx: person.ctx(), input: days })).rejects.toMatchObject(forbidden);
});
