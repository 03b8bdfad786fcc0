import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { creditGrants, ledgerEntries, orderMoves, paymentDifferences, wechatNotices } from "@/db/schema";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { reconcileTradeBill } from "@/lib/orders/bill/reconcile";
import { checkOrder } from "@/lib/orders/check";
import { heedAll, job, openShop, rowOf, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { sweepOrders } from "@/lib/orders/sweep";
import { metrics } from "@/lib/platform/metrics";
import { businessDay } from "@/lib/platform/time";
import { POST as notify } from "./pay/notify/route";
import { POST as refundNotify } from "./pay/refund-notify/route";

let shop: Shop;
const route = (request: Request) =>
  new URL(request.url).pathname.endsWith("refund-notify") ? refundNotify(request) : notify(request);

beforeAll(async () => {
  shop = await openShop(route);
});
afterAll(() => shop.close());

/** Pays an order and answers with the notice as it came on the wire, which nobody has taken. */
async function paidWithNotice() {
  const person = await shop.person();
  const payment = await person.prepay("credits-100", 690);
  shop.answerCallbacks(false);
  shop.callbacks.length = 0;
  await person.confirm(payment);
  while (shop.callbacks.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const [notice] = shop.callbacks;
  if (!notice) throw new Error("no notice came");
  shop.answerCallbacks(true);
  return { person, id: payment.order.id, notice };
}

const send = ({ path, raw, headers }: Shop["callbacks"][number], changes: Record<string, string> = {}) => {
  const sent = new Headers(headers);
  for (const name of ["host", "content-length", "connection"]) sent.delete(name);
  for (const [name, value] of Object.entries(changes)) sent.set(name, value);
  return fetch(`${shop.doorUrl}${path}`, { method: "POST", headers: sent, body: new Uint8Array(raw) });
};

test("one notice a thousand times from 20 connections, with polls, queries and the bill: given once", async () => {
  const { person, id, notice } = await paidWithNotice();
  const statuses = new Map<number, number>();
  const connection = async () => {
    for (let sent = 0; sent < 50; sent += 1) {
      const { status } = await send(notice);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  shop.fault("bill_early", { times: 5 });
  const besides = async () => {
    for (let round = 0; round < 5; round += 1) {
      await checkOrder({ ctx: person.ctx(new Date(Date.now() + 3_000 * (round + 1))), input: { id } });
      await heedAll();
      await sweepOrders({ ctx: job(new Date(Date.now() + 60_000)) });
      await reconcileTradeBill({ ctx: job(), input: { day: businessDay(new Date()) } });
    }
  };
  await Promise.all([...Array.from({ length: 20 }, connection), besides()]);
  await heedAll();
  expect([...statuses]).toEqual([[200, 1_000]]);
  expect((await rowOf(id)).status).toBe("fulfilled");
  expect(await person.available()).toBe(100);
  expect(await db().$count(ledgerEntries, eq(ledgerEntries.businessKey, `order:${id}`))).toBe(1);
  expect(await db().$count(creditGrants, eq(creditGrants.userId, person.userId))).toBe(1);
  const moves = await db().select({ to: orderMoves.to }).from(orderMoves).where(eq(orderMoves.orderId, id));
  expect(moves.filter(({ to }) => to === "fulfilled")).toHaveLength(1);
  const [stored] = await db().select().from(wechatNotices);
  expect(stored).toMatchObject({ kind: "payment", state: "done" });
  expect(stored?.deliveries).toBeGreaterThanOrEqual(1_000);
  expect(await db().$count(wechatNotices)).toBe(1);
  expect(await db().$count(paymentDifferences)).toBe(0);
  expect((await reconcileLedger({ ctx: job() })).differences).toEqual([]);
});

const refused = async () =>
  (await metrics().refusedRequests.get()).values.find(({ labels }) => labels.reason === "webhook_wechat_pay")
    ?.value ?? 0;

test("forged, altered, old and mis-signed notices change nothing and are counted", async () => {
  const { person, id, notice } = await paidWithNotice();
  const before = await refused();
  const stored = await db().$count(wechatNotices);
  const altered = Buffer.from(notice.raw);
  altered.writeUInt8(altered.readUInt8(altered.length - 10) ^ 1, altered.length - 10);
  const nowS = Math.floor(Date.now() / 1000);
  const answers = [
    await send(notice, { "wechatpay-signature": Buffer.from("forged").toString("base64") }),
    await send(notice, { "wechatpay-timestamp": String(nowS - 301) }),
    await send(notice, { "wechatpay-timestamp": String(nowS + 301) }),
    await send(notice, { "wechatpay-serial": "PUB_KEY_ID_0000000000" }),
    await send(notice, { "wechatpay-nonce": "another" }),
    await send(notice, {
      "wechatpay-signature": `WECHATPAY/SIGNTEST/${notice.headers.get("wechatpay-signature")}`,
    }),
    await send({ ...notice, raw: altered }),
    await send({ ...notice, raw: Buffer.from("{}") }),
    await send({ ...notice, headers: new Headers({ "content-type": "application/json" }) }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 401));
  expect(await answers[0]?.json()).toEqual({ code: "FAIL", message: "失败" });
  expect(await refused()).toBe(before + answers.length);
  expect(await db().$count(wechatNotices)).toBe(stored);
  await heedAll();
  expect((await rowOf(id)).status).toBe("paying");
  expect(await person.available()).toBe(0);
});
