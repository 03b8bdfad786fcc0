import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, ledgerEntries, notifications, orders, refundRequests, refunds } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { findOrderRecord } from "../admin/get";
import { listRefundRequests } from "../admin/list";
import { getOrder, getOwnRefundable } from "../read";
import { requestRefund } from "../refunds/request";
import { approveRefundRequest } from "../refunds/requests/approve";
import { declineRefundRequest } from "../refunds/requests/decline";
import { openRefundRequest } from "../refunds/requests/open";
import { openOwnRefundRequest } from "../refunds/requests/open-own";
import { openOwnRefundRequestInput } from "../schema";
import { bought } from "./bought.fixture";
import { type Buyer, job, openShop, type Shop } from "./shop.fixture";

let shop: Shop;
let adminId: string;
const PACK = ["credits-500", 2_990] as const;
const reason = "买错了，还没有用";
beforeAll(async () => {
  shop = await openShop();
  adminId = (await insertUser({ role: "admin" })).id;
});
afterAll(() => shop.close());

const asAdmin = (now?: Date) => testContext(adminActor(adminId), now);
const ask = (person: Buyer, id: string, parts: { reason?: string; idempotencyKey?: string } = {}) =>
  openOwnRefundRequest({
    ctx: person.ctx(),
    input: { id, reason, idempotencyKey: newId("request"), ...parts },
  });
const requestsOf = (id: string) => db().select().from(refundRequests).where(eq(refundRequests.orderId, id));
const refundableOf = async (person: Buyer, id: string) =>
  (await getOwnRefundable({ ctx: person.ctx(), input: { id } })).refundableFen;
const spend = async (person: Buyer, amount: number) => {
  const subjectId = newId("generation");
  await reserveCredits({ ctx: person.ctx(), input: { userId: person.userId, subjectId, amount } });
  await settleCredits({ ctx: job(), input: { subjectId, charge: amount } });
};

describe("a person who asks for a refund of their own order", () => {
  test("asks for what is unused, takes nothing by it, and gets it when an admin approves", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    await spend(person, 400);
    expect(await refundableOf(person, id)).toBe(598);
    expect(await ask(person, id)).toMatchObject({ id, refundRequest: { state: "open", amountFen: 598 } });
    expect(await person.available()).toBe(100);
    expect(await db().$count(refunds, eq(refunds.orderId, id))).toBe(0);
    const [request] = await requestsOf(id);
    expect(request).toMatchObject({ state: "open", requestedBy: person.userId, reason });
    const [line] = await db().select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(line).toMatchObject({
      ...{ action: "refund-requests.open", actorKind: "user", actorId: person.userId, reason },
      before: { request: null },
      after: { request: request?.id, state: "open", amountFen: 598 },
    });
    const waiting = await listRefundRequests({ ctx: asAdmin(), input: { state: "open" } });
    expect(waiting.items.map((item) => item.orderId)).toContain(id);
    const approval = { id: request?.id ?? "", reason: "looked at by hand" };
    expect(await approveRefundRequest({ ctx: asAdmin(), input: approval })).toMatchObject({
      state: "approved",
    });
    expect(await person.available()).toBe(0);
    expect(await getOrder({ ctx: person.ctx(), input: { id } })).toMatchObject({
      refundRequest: { state: "approved" },
      refunds: [{ amountFen: 598, status: "requested" }],
    });
    expect(await refundableOf(person, id)).toBe(0);
    expect(await ask(person, id)).toEqual({ ok: false, reason: "nothing_refundable" });
  });

  test("has one open request at a time, however often they press, and the same press once", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    const made = await Promise.all(Array.from({ length: 8 }, () => ask(person, id)));
    expect(made.filter((one) => !("ok" in one))).toHaveLength(1);
    expect(await requestsOf(id)).toHaveLength(1);
    const [first] = await requestsOf(id);
    const again = { idempotencyKey: first?.idempotencyKey ?? "" };
    expect(await ask(person, id, again)).toMatchObject({ refundRequest: { state: "open" } });
    await expect(ask(person, id, { ...again, reason: "another" })).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    expect(await ask(person, id)).toEqual({ ok: false, reason: "refund_request_open" });
    expect(await db().$count(auditLog, eq(auditLog.subjectId, id))).toBe(1);
  });

  test("sees that it was declined and not the note, and may ask again", async () => {
    const person = await shop.person();
    const id = await bought(person, "pro-month", 2_900);
    expect(await refundableOf(person, id)).toBeGreaterThan(2_800);
    await ask(person, id);
    const [request] = await requestsOf(id);
    const note = "a note for the books";
    const input = { id: request?.id ?? "", reason: note };
    for (const _ of [1, 2]) await declineRefundRequest({ ctx: asAdmin(), input });
    const told = and(
      eq(notifications.userId, person.userId),
      eq(notifications.kind, "order.refund_declined"),
    );
    const notices = await db().select().from(notifications).where(told);
    expect(notices).toMatchObject([
      {
        businessKey: `refund-declined:${request?.id}`,
        data: { orderId: id, amountFen: request?.amountFen },
      },
    ]);
    expect(JSON.stringify(notices)).not.toContain(note);
    const order = await getOrder({ ctx: person.ctx(), input: { id } });
    expect(order.refundRequest?.state).toBe("declined");
    expect(JSON.stringify(order)).not.toContain(note);
    expect(await ask(person, id)).toMatchObject({ refundRequest: { state: "open" } });
    expect(await requestsOf(id)).toHaveLength(2);
  });

  test("asks for nothing where nothing was paid or all is used, and never about somebody else's order", async () => {
    const [person, other] = [await shop.person(), await shop.person()];
    const { id: unpaid } = await person.buy(...PACK);
    expect(await ask(person, unpaid)).toEqual({ ok: false, reason: "nothing_refundable" });
    const id = await bought(person, ...PACK);
    const missing = { code: "not_found" };
    await expect(ask(other, id)).rejects.toMatchObject(missing);
    await expect(refundableOf(other, id)).rejects.toMatchObject(missing);
    await expect(ask(person, id, { reason: " a " })).rejects.toThrow();
    const { error: why } = openOwnRefundRequestInput.safeParse({
      ...{ id, reason: "bought\0twice", idempotencyKey: "kept-\0-here" },
    });
    expect(why?.issues.map(({ path }) => path[0])).toEqual(["reason", "idempotencyKey"]);
    await expect(ask(person, id, { reason: "bought\0twice" })).rejects.toMatchObject({ name: "ZodError" });
    await expect(ask(person, id, { idempotencyKey: "kept-\0-here" })).rejects.toMatchObject({
      name: "ZodError",
    });
    await spend(person, 500);
    expect(await ask(person, id)).toEqual({ ok: false, reason: "nothing_refundable" });
    expect(await requestsOf(id)).toEqual([]);
  });
});

describe("an order of which nothing can go back", () => {
  const DAY_MS = 86_400_000;
  const nothingOf = async (person: Buyer, id: string) =>
    (await getOwnRefundable({ ctx: person.ctx(), input: { id } })).nothing;
  const paidBefore = async (id: string, days: number) => {
    const paidAt = new Date(Date.now() - days * DAY_MS);
    await db().update(orders).set({ paidAt }).where(eq(orders.id, id));
  };

  test("is refused for its age a year after the payment, to its buyer and to an admin, and not for its use", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    await paidBefore(id, 364);
    expect(await nothingOf(person, id)).toBeNull();
    expect(await ask(person, id)).toMatchObject({ refundRequest: { state: "open", amountFen: PACK[1] } });
    await paidBefore(id, 396);
    expect(await refundableOf(person, id)).toBe(0);
    expect(await nothingOf(person, id)).toBe("refund_too_late");
    const late = { ok: false, reason: "refund_too_late" };
    const [request] = await requestsOf(id);
    const decision = { id: request?.id ?? "", reason: "looked at by hand" };
    expect(await approveRefundRequest({ ctx: asAdmin(), input: decision })).toEqual(late);
    await declineRefundRequest({ ctx: asAdmin(), input: decision });
    expect(await ask(person, id)).toEqual(late);
    const byAdmin = { amountFen: 1, payerReason: "by hand", idempotencyKey: newId("request") };
    expect(await openRefundRequest({ ctx: asAdmin(), input: { orderId: id, ...byAdmin } })).toEqual(late);
    expect(await requestsOf(id)).toHaveLength(1);
    expect(await person.available()).toBe(500);
  });

  test("says so where it is used up, and where it had as many refunds as WeChat Pay takes", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    const refund = (amountFen: number) =>
      requestRefund({
        ctx: asAdmin(),
        input: { orderId: id, amountFen, reason: "by hand", idempotencyKey: newId("request") },
      });
    for (let made = 0; made < 49; made += 1) expect(await refund(1)).toMatchObject({ amountFen: 1 });
    expect(await nothingOf(person, id)).toBeNull();
    expect(await refund(1)).toMatchObject({ amountFen: 1 });
    expect(await refundableOf(person, id)).toBe(0);
    expect(await nothingOf(person, id)).toBe("refund_too_many");
    const many = { ok: false, reason: "refund_too_many" };
    expect(await ask(person, id)).toEqual(many);
    expect(await refund(1)).toEqual(many);

    const used = await shop.person();
    const spent = await bought(used, ...PACK);
    await spend(used, 500);
    expect(await nothingOf(used, spent)).toBe("nothing_refundable");
  });
});

describe("an approval of what a person asked for themselves", () => {
  const HOUR_MS = 3_600_000;
  const approveAt = async (id: string, now: Date, force = false) => {
    const [request] = await requestsOf(id);
    const input = { id: request?.id ?? "", reason: "looked at by hand", force };
    return approveRefundRequest({ ctx: asAdmin(now), input });
  };
  const unusedAt = async (id: string, now: Date) =>
    (await findOrderRecord({ ctx: asAdmin(now), input: { id } }))?.refundable.unusedFen ?? 0;
  const refundOf = async (id: string) =>
    (await db().select().from(refunds).where(eq(refunds.orderId, id)))[0];
  const approvalsOf = (id: string) =>
    db()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, "refund-requests.approve")));

  test.each([
    { name: "an hour later", spent: 0 },
    { name: "an hour and half of the credits later", spent: 150 },
  ])("of a membership, $name, sends what is unused by then", async ({ spent }) => {
    const person = await shop.person();
    const id = await bought(person, "pro-month", 2_900);
    await ask(person, id);
    const askedFen = (await requestsOf(id))[0]?.amountFen ?? 0;
    if (spent > 0) await spend(person, spent);
    const now = new Date(Date.now() + HOUR_MS);
    const fen = await unusedAt(id, now);
    expect(fen).toBeGreaterThan(1_000);
    expect(fen).toBeLessThan(askedFen);
    expect(await approveAt(id, now)).toMatchObject({
      ...{ state: "approved", amountFen: askedFen },
      refund: { amountFen: fen, status: "requested", take: { forgivenCredits: 0 } },
    });
    const refund = await refundOf(id);
    expect(refund).toMatchObject({ amountFen: fen, take: { forgivenCredits: 0 } });
    expect(JSON.parse(refund?.body ?? "")).toMatchObject({ amount: { refund: fen, total: 2_900 } });
    expect(await approvalsOf(id)).toMatchObject([
      {
        before: { state: "open", amountFen: askedFen },
        after: { state: "approved", amountFen: fen, refundId: refund?.id, force: false },
      },
    ]);
    const credits = refund?.take.credits ?? 0;
    expect(credits).toBeGreaterThan(0);
    const [entry] = await db()
      .select()
      .from(ledgerEntries)
      .where(eq(ledgerEntries.businessKey, `refund:${refund?.id}`));
    expect(entry).toMatchObject({ kind: "revoke" });
    expect(await getOrder({ ctx: person.ctx(), input: { id } })).toMatchObject({
      refunds: [{ amountFen: fen }],
    });
    expect(await approveAt(id, now)).toMatchObject({ state: "approved", refund: { id: refund?.id } });
    expect(await approvalsOf(id)).toHaveLength(1);
    expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
  });

  test("of a pack that was used since sends what is left of it, and nothing once all is gone", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    await ask(person, id);
    await spend(person, 400);
    expect(await approveAt(id, new Date())).toMatchObject({
      ...{ state: "approved", amountFen: PACK[1] },
      refund: { amountFen: 598, take: { credits: 100, forgivenCredits: 0 } },
    });
    expect(await person.available()).toBe(0);

    const other = await shop.person();
    const gone = await bought(other, ...PACK);
    await ask(other, gone);
    await spend(other, 500);
    const nothing = { ok: false, reason: "nothing_refundable" };
    expect(await approveAt(gone, new Date())).toEqual(nothing);
    expect(await requestsOf(gone)).toMatchObject([{ state: "open", refundId: null }]);
    expect(await refundOf(gone)).toBeUndefined();
    expect(await approvalsOf(gone)).toEqual([]);
    expect(await approveAt(gone, new Date(), true)).toMatchObject({
      refund: { amountFen: PACK[1], take: { credits: 0, forgivenCredits: 500 } },
    });
  });

  test("sends at most what they asked for, and at most what is left of the order", async () => {
    const person = await shop.person();
    const id = await bought(person, ...PACK);
    await ask(person, id);
    const given = { orderId: id, amountFen: 1_000, reason: "by hand", idempotencyKey: newId("request") };
    expect(await requestRefund({ ctx: asAdmin(), input: given })).toMatchObject({ amountFen: 1_000 });
    expect(await approveAt(id, new Date())).toMatchObject({ refund: { amountFen: PACK[1] - 1_000 } });
    expect(await person.available()).toBe(0);
  });
});
