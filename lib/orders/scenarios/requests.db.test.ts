import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, notifications, refundRequests, refunds } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { abandonAbnormalRefund } from "../admin/abandon";
import { findOrderRecord } from "../admin/get";
import { listRefundRequests } from "../admin/list";
import { approveRefundRequest } from "../refunds/requests/approve";
import { declineRefundRequest } from "../refunds/requests/decline";
import { openRefundRequest } from "../refunds/requests/open";
import { bought } from "./bought.fixture";
import { type Buyer, job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
let adminId: string;
let adminName: string;
let auditorId: string;
const PACK = ["credits-500", 2_990] as const;
const reason = "人工核对过";

beforeAll(async () => {
  shop = await openShop();
  ({ id: adminId, username: adminName } = await insertUser({ role: "admin" }));
  auditorId = (await insertUser({ role: "auditor" })).id;
});
afterAll(() => shop.close());

const asAdmin = () => testContext(adminActor(adminId));
const asAuditor = () => testContext(userActor(auditorId, "free", "auditor"));
const ask = (orderId: string, amountFen: number, idempotencyKey = newId("request")) =>
  openRefundRequest({
    ctx: asAdmin(),
    input: { orderId, amountFen, payerReason: "重复购买", idempotencyKey },
  });
const opened = async (orderId: string, amountFen: number): Promise<string> => {
  const made = await ask(orderId, amountFen);
  if ("ok" in made) throw new Error(made.reason);
  return made.id;
};
const approve = (id: string, force = false) =>
  approveRefundRequest({ ctx: asAdmin(), input: { id, force, reason } });
const decline = (id: string) => declineRefundRequest({ ctx: asAdmin(), input: { id, reason } });
const refundsOf = (orderId: string) => db().select().from(refunds).where(eq(refunds.orderId, orderId));
const linesOf = (subjectId: string, action: string) =>
  db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)));
const spend = async (person: Buyer, amount: number) => {
  const subjectId = newId("generation");
  await reserveCredits({ ctx: person.ctx(), input: { userId: person.userId, subjectId, amount } });
  await settleCredits({ ctx: job(), input: { subjectId, charge: amount } });
};

describe("a request for a refund", () => {
  test("takes nothing and sends nothing before it is approved, and then becomes one refund", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const id = await opened(orderId, PACK[1]);
    expect(await person.available()).toBe(500);
    expect(await refundsOf(orderId)).toEqual([]);
    const view = await approve(id);
    expect(view).toMatchObject({ state: "approved", note: reason, decidedBy: adminId });
    expect(view).toMatchObject({ requestedBy: adminId, requester: adminName });
    const [refund, ...more] = await refundsOf(orderId);
    expect(more).toEqual([]);
    expect(refund).toMatchObject({ amountFen: PACK[1], reason: "重复购买", requestedBy: adminId });
    expect(view).toMatchObject({ refund: { id: refund?.id, status: "requested", take: { credits: 500 } } });
    expect(await person.available()).toBe(0);
    const [opening] = await linesOf(orderId, "refund-requests.open");
    expect(opening).toMatchObject({
      before: { request: null },
      after: { request: id, state: "open", amountFen: PACK[1] },
      actorId: adminId,
    });
    const [approval] = await linesOf(orderId, "refund-requests.approve");
    expect(approval).toMatchObject({
      before: { request: id, state: "open" },
      after: { request: id, state: "approved", refundId: refund?.id, force: false },
      reason,
    });
  });

  test("is refused for whoever only looks", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const id = await opened(orderId, 100);
    const input = { orderId, amountFen: 100, payerReason: "重复购买", idempotencyKey: newId("request") };
    const forbidden = { code: "forbidden" };
    await expect(openRefundRequest({ ctx: asAuditor(), input })).rejects.toMatchObject(forbidden);
    await expect(approveRefundRequest({ ctx: asAuditor(), input: { id, reason } })).rejects.toMatchObject(
      forbidden,
    );
    await expect(declineRefundRequest({ ctx: asAuditor(), input: { id, reason } })).rejects.toMatchObject(
      forbidden,
    );
    await expect(
      listRefundRequests({ ctx: testContext(userActor(person.userId)), input: {} }),
    ).rejects.toMatchObject(forbidden);
    const page = await listRefundRequests({ ctx: asAuditor(), input: { state: "open" } });
    expect(page.items.map((item) => item.id)).toContain(id);
  });

  test("is there once: a repetition is the first one, another one waits for its decision", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const key = newId("request");
    const [first, again] = [await ask(orderId, 100, key), await ask(orderId, 100, key)];
    expect(again).toEqual(first);
    await expect(ask(orderId, 101, key)).rejects.toMatchObject({ code: "idempotency_key_reused" });
    expect(await ask(orderId, 200)).toEqual({ ok: false, reason: "refund_request_open" });
    expect(await linesOf(orderId, "refund-requests.open")).toHaveLength(1);
  });

  test("of ten admins who open one at once, one does", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const made = await Promise.all(Array.from({ length: 10 }, () => ask(orderId, 100)));
    expect(made.filter((one) => !("ok" in one))).toHaveLength(1);
    const rows = await db().select().from(refundRequests).where(eq(refundRequests.orderId, orderId));
    expect(rows).toHaveLength(1);
  });

  test("is approved once, however many approve, decline and approve again at the same moment", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const id = await opened(orderId, 1_000);
    const answers = await Promise.all([approve(id), approve(id), decline(id), approve(id), decline(id)]);
    const [row] = await db().select().from(refundRequests).where(eq(refundRequests.id, id));
    const made = await refundsOf(orderId);
    expect(made).toHaveLength(row?.state === "approved" ? 1 : 0);
    expect(row?.refundId ?? null).toBe(made[0]?.id ?? null);
    expect(await person.available()).toBe(row?.state === "approved" ? 500 - 168 : 500);
    expect(answers.some((one) => "ok" in one)).toBe(true);
    expect(
      (await linesOf(orderId, "refund-requests.approve")).length +
        (await linesOf(orderId, "refund-requests.decline")).length,
    ).toBe(1);
  });

  test("that is declined gives nothing back, says why, and makes room for another one", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    const id = await opened(orderId, 1_000);
    expect(await decline(id)).toMatchObject({ state: "declined", note: reason, refund: null });
    expect(await decline(id)).toMatchObject({ state: "declined" });
    expect(await approve(id)).toEqual({ ok: false, reason: "refund_request_decided" });
    expect(await refundsOf(orderId)).toEqual([]);
    const lines = await linesOf(orderId, "refund-requests.decline");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ before: { state: "open" }, after: { state: "declined" }, reason });
    const declined = and(
      eq(notifications.userId, person.userId),
      eq(notifications.kind, "order.refund_declined"),
    );
    expect(await db().$count(notifications, declined)).toBe(0);
    expect(await ask(orderId, 1_000)).toMatchObject({ state: "open" });
  });

  test("of credits that are spent shows what is unused, and takes only what is there when forced", async () => {
    const person = await shop.person();
    const orderId = await bought(person, ...PACK);
    await spend(person, 400);
    const record = await findOrderRecord({ ctx: asAuditor(), input: { id: orderId } });
    expect(record?.refundable).toEqual({ leftFen: PACK[1], unusedFen: 598 });
    const id = await opened(orderId, PACK[1]);
    expect(await approve(id)).toMatchObject({ ok: false, reason: "refund_spent", refundableFen: 598 });
    const [still] = await db().select().from(refundRequests).where(eq(refundRequests.id, id));
    expect(still).toMatchObject({ state: "open", refundId: null });
    expect(await person.available()).toBe(100);
    expect(await approve(id, true)).toMatchObject({
      state: "approved",
      refund: { take: { credits: 100, forgivenCredits: 400 } },
    });
    const [line] = await linesOf(orderId, "orders.request-refund");
    expect(line).toMatchObject({
      before: { status: "fulfilled", onItsWayFen: 0 },
      after: { force: true, credits: 100, forgivenCredits: 400 },
    });
  });

  test("is refused for what was never paid, and for more than is left", async () => {
    const person = await shop.person();
    const unpaid = await person.buy(...PACK);
    expect(await ask(unpaid.id, 100)).toEqual({ ok: false, reason: "order_not_refundable" });
    const orderId = await bought(person, ...PACK);
    expect(await ask(orderId, PACK[1] + 1)).toMatchObject({ reason: "refund_too_large" });
    await expect(ask(newId("order"), 100)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the record of an order", () => {
  test("tells its moves, its notices, its refunds and what it gave", async () => {
    const person = await shop.person();
    const orderId = await bought(person, "pro-month", 2_900);
    await opened(orderId, 2_900);
    const record = await findOrderRecord({ ctx: asAuditor(), input: { id: orderId } });
    expect(record).toMatchObject({
      ...{ id: orderId, status: "fulfilled", userId: person.userId, isPaidByOther: false },
      transactionId: (await rowOf(orderId)).transactionId,
      term: { plan: "pro", months: 1, endedEarlyAt: null },
      requests: [{ state: "open", amountFen: 2_900 }],
      refundable: { leftFen: 2_900 },
    });
    expect(record?.moves.map(({ to }) => to)).toEqual(["prepaying", "paying", "paid", "fulfilled"]);
    expect(record?.notices).toMatchObject([{ kind: "payment", state: "done", deliveries: 1 }]);
    expect(record?.ledgerKeys.some((key) => key.startsWith("membership:"))).toBe(true);
    expect(JSON.stringify(record)).not.toContain(person.openid);
  });

  test("is shown to nobody without the right to it", async () => {
    const person = await shop.person();
    const { id } = await person.buy(...PACK);
    await expect(findOrderRecord({ ctx: person.ctx(), input: { id } })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await findOrderRecord({ ctx: asAuditor(), input: { id: newId("order") } })).toBeNull();
  });
});

test("a refund that goes its way is not given up", async () => {
  const person = await shop.person();
  const orderId = await bought(person, ...PACK);
  await approve(await opened(orderId, 500));
  const [refund] = await refundsOf(orderId);
  const input = { refundId: refund?.id ?? "", reason };
  expect(await abandonAbnormalRefund({ ctx: asAdmin(), input })).toEqual({
    ok: false,
    reason: "refund_not_abnormal",
  });
  await expect(abandonAbnormalRefund({ ctx: asAuditor(), input })).rejects.toMatchObject({
    code: "forbidden",
  });
});
