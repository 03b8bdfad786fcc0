import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { refunds, users } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { newId } from "@/lib/platform/ids";
import { listAllOrders } from "../admin/list";
import { listAllRefunds } from "../admin/refunds";
import { checkOrder } from "../check";
import { requestRefund } from "../refunds/request";
import { sweepOrders } from "../sweep";
import { bought } from "./bought.fixture";
import { job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
let adminId: string;
const PACK = ["credits-500", 2_990] as const;
const asAuditor = () => testContext(userActor("usr_auditor", "free", "auditor"));

beforeAll(async () => {
  shop = await openShop();
  adminId = (await insertUser({ role: "admin" })).id;
});
afterAll(() => shop.close());

test("an order is found by the numbers of its refunds, ours and WeChat Pay's", async () => {
  const orderId = await bought(await shop.person(), ...PACK);
  const wish = { orderId, amountFen: 100, reason: "人工核对过", idempotencyKey: newId("request") };
  await requestRefund({ ctx: testContext(adminActor(adminId)), input: wish });
  const [refund] = await db().select().from(refunds).where(eq(refunds.orderId, orderId));
  const theirs = `50300${newId("request").slice(4)}`;
  await db()
    .update(refunds)
    .set({ refundId: theirs })
    .where(eq(refunds.id, refund?.id ?? ""));
  for (const number of [refund?.id ?? "", theirs, orderId, (await rowOf(orderId)).transactionId ?? ""]) {
    const found = await listAllOrders({ ctx: asAuditor(), input: { number } });
    expect(found.items.map(({ id }) => id)).toEqual([orderId]);
  }
  const nothing = await listAllOrders({ ctx: asAuditor(), input: { number: newId("refund") } });
  expect(nothing.items).toEqual([]);
  const { items } = await listAllRefunds({ ctx: asAuditor(), input: {} });
  const [admin] = await db().select().from(users).where(eq(users.id, adminId));
  expect(items.find(({ id }) => id === refund?.id)).toMatchObject({
    ...{ orderId, amountFen: 100, requester: admin?.username },
  });
});

test("what goes back for a closed account stands in the list of all refunds, as the platform's own", async () => {
  const person = await shop.person();
  shop.answerCallbacks(false);
  const payment = await person.prepay(...PACK);
  await person.confirm(payment);
  await db()
    .update(users)
    .set({ status: "deleted", deletedAt: new Date() })
    .where(eq(users.id, person.userId));
  const later = new Date(Date.now() + 60_000);
  await checkOrder({ ctx: job(later), input: { id: payment.order.id } });
  expect((await rowOf(payment.order.id)).status).toBe("paid");
  await sweepOrders({ ctx: job(later) });
  shop.answerCallbacks(true);
  const { items } = await listAllRefunds({ ctx: asAuditor(), input: {} });
  expect(items.filter(({ orderId }) => orderId === payment.order.id)).toMatchObject([
    { amountFen: 2_990, userId: person.userId, requester: null },
  ]);
});
