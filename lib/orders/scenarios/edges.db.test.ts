import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { refunds, users, wechatNotices } from "@/db/schema";
import { WechatPayError } from "@/lib/providers/wechat-pay/words";
import { heedPayNotice } from "../callbacks/heed-notice";
import { checkOrder } from "../check";
import { pay } from "../internal/pay";
import { payOrder } from "../pay";
import { sweepOrders } from "../sweep";
import { job, openShop, rowOf, type Shop } from "./shop.fixture";

let shop: Shop;
const PACK = ["credits-100", 690] as const;
const later = (ms: number) => new Date(Date.now() + ms);

beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  shop.answerCallbacks(true);
});
afterAll(() => shop.close());

/** Somebody has paid, and nothing of it has reached us. */
async function paidUnseen(sku: string, priceFen: number) {
  shop.answerCallbacks(false);
  const person = await shop.person();
  const payment = await person.prepay(sku, priceFen);
  await person.confirm(payment);
  return { person, id: payment.order.id };
}

test("an order that WeChat Pay will not close, whatever it says, is asked about: who has paid is served", async () => {
  const { person, id } = await paidUnseen(...PACK);
  const refusal = new WechatPayError("setup", "SOMETHINGNEW", "not known here");
  const close = vi.spyOn(pay(), "close").mockRejectedValue(refusal);
  await checkOrder({ ctx: job(later(31 * 60_000)), input: { id } });
  close.mockRestore();
  expect((await rowOf(id)).status).toBe("fulfilled");
  expect(await person.available()).toBe(100);
});

test("an order in its last minute is not sent to WeChat Pay, which would not take it", async () => {
  const person = await shop.person();
  const { id } = await person.buy(...PACK);
  expect(await payOrder({ ctx: person.ctx(later(29.5 * 60_000)), input: { id } })).toEqual({
    ok: false,
    reason: "order_not_payable",
  });
  expect((await rowOf(id)).status).toBe("created");
});

describe("a payment that comes in while the account is being closed", () => {
  test.each([PACK, ["pro-month", 2_900] as const])("for %s gives nothing and goes back", async (sku, fen) => {
    const { person, id } = await paidUnseen(sku, fen);
    let checked: Promise<unknown> = Promise.resolve();
    await db().transaction(async (tx) => {
      await tx.update(users).set({ status: "deleted" }).where(eq(users.id, person.userId));
      checked = checkOrder({ ctx: job(later(5_000)), input: { id } }).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await checked;
    await sweepOrders({ ctx: job(later(120_000)) });
    expect(await rowOf(id)).toMatchObject({ status: "paid", fulfilledAt: null });
    const back = await db().select().from(refunds).where(eq(refunds.orderId, id));
    expect(back.map(({ amountFen }) => amountFen)).toEqual([fen]);
  });
});

test("a notice that cannot be read for now is kept for an hour, and heeded when it can", async () => {
  const person = await shop.person();
  const payment = await person.prepay(...PACK);
  await person.confirm(payment);
  const waiting = async () => {
    for (let tries = 0; tries < 300; tries += 1) {
      const rows = await db().select().from(wechatNotices).where(eq(wechatNotices.state, "stored"));
      for (const { id, headers, body, createdAt } of rows) {
        const told = await pay().readNotice({ headers: new Headers(headers), raw: body, now: createdAt });
        if (told?.kind === "payment" && told.transaction.outTradeNo === payment.order.id) return id;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("no notice came");
  };
  const noticeId = await waiting();
  const read = vi.spyOn(pay(), "readNotice").mockResolvedValue(null);
  expect(await heedPayNotice({ ctx: job(), input: { noticeId } })).toEqual({ state: "stored" });
  read.mockRestore();
  expect(await heedPayNotice({ ctx: job(later(60_000)), input: { noticeId } })).toEqual({ state: "done" });
  expect(await person.available()).toBe(100);
  await db().update(wechatNotices).set({ state: "stored" }).where(eq(wechatNotices.id, noticeId));
  const forged = vi.spyOn(pay(), "readNotice").mockResolvedValue(null);
  const hourLater = job(later(61 * 60_000));
  expect(await heedPayNotice({ ctx: hourLater, input: { noticeId } })).toEqual({ state: "unreadable" });
  forged.mockRestore();
});
