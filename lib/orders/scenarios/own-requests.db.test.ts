import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, refundRequests, refunds } from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { reserveCredits } from "@/lib/credits/reserve";
import { settleCredits } from "@/lib/credits/settle";
import { newId } from "@/lib/platform/ids";
import { listRefundRequests } from "../admin/list";
import { getOrder, getOwnRefundable } from "../read";
import { approveRefundRequest } from "../refunds/requests/approve";
import { declineRefundRequest } from "../refunds/requests/decline";
import { openOwnRefundRequest } from "../refunds/requests/open-own";
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

const asAdmin = () => testContext(adminActor(adminId));
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
    await declineRefundRequest({ ctx: asAdmin(), input: { id: request?.id ?? "", reason: note } });
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
    await spend(person, 500);
    expect(await ask(person, id)).toEqual({ ok: false, reason: "nothing_refundable" });
    expect(await requestsOf(id)).toEqual([]);
  });
});
