import { and, asc, eq, inArray, isNull, lt, lte, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, refunds, users, wechatNotices } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { semaphore } from "@/lib/platform/process/semaphore";
import { heedPayNotice } from "./callbacks/heed-notice";
import { checkOrder } from "./check";
import { findPay } from "./internal/pay";
import { followRefund } from "./refunds/follow";
import { requestRefund } from "./refunds/request";

const BATCH = 200;
const AT_ONCE = 6;
/** While WeChat Pay is away every question takes long: the rest is for the next minute's sweep. */
const BUDGET_MS = 45_000;
/** The event that was sent with the notice gets this long. */
const NOTICE_TOO_LONG_MS = 10_000;

/**
 * Does what is due and what a crash or a lost event left: heeds notices, asks about orders that wait to be paid or
 * closes them, follows refunds, sends money back that came for a closed account. Runs every minute and at start-up;
 * each part is safe to repeat, and one that fails does not keep the others from being done.
 */
export async function sweepOrders({ ctx }: { ctx: Ctx }): Promise<{
  notices: number;
  orders: number;
  refunds: number;
  returned: number;
  failed: number;
}> {
  requireJob(ctx.actor);
  const done = { notices: 0, orders: 0, refunds: 0, returned: 0, failed: 0 };
  if (!findPay()) return done;
  const begunMs = performance.now();
  const turn = semaphore(AT_ONCE);
  const all = async (
    ids: { id: string }[],
    part: "notices" | "orders" | "refunds" | "returned",
    work: (now: Ctx, id: string) => Promise<unknown>,
  ) => {
    await Promise.all(
      ids.map(({ id }) =>
        turn(async () => {
          if (performance.now() - begunMs > BUDGET_MS) return;
          try {
            await work(later(ctx, begunMs), id);
            done[part] += 1;
          } catch (err) {
            logger("orders.sweep").error("a repair failed", { subject: id, err });
            done.failed += 1;
          }
        }),
      ),
    );
  };
  await all(await waitingNotices(ctx), "notices", (now, noticeId) =>
    heedPayNotice({ ctx: now, input: { noticeId } }),
  );
  await all(await dueOrders(ctx), "orders", (now, id) => checkOrder({ ctx: now, input: { id } }));
  await all(await dueRefunds(ctx), "refunds", (now, refundId) =>
    followRefund({ ctx: now, input: { refundId } }),
  );
  await all(await paidForNobody(), "returned", (now, orderId) => returnMoney(now, orderId));
  return done;
}

const waitingNotices = (ctx: Ctx) =>
  db()
    .select({ id: wechatNotices.id })
    .from(wechatNotices)
    .where(
      and(
        eq(wechatNotices.state, "stored"),
        inArray(wechatNotices.kind, ["payment", "refund"]),
        lt(wechatNotices.createdAt, new Date(ctx.now.getTime() - NOTICE_TOO_LONG_MS)),
      ),
    )
    .orderBy(asc(wechatNotices.createdAt))
    .limit(BATCH);

const dueOrders = (ctx: Ctx) =>
  db()
    .select({ id: orders.id })
    .from(orders)
    .where(lte(orders.nextQueryAt, ctx.now))
    .orderBy(asc(orders.nextQueryAt))
    .limit(BATCH);

const dueRefunds = (ctx: Ctx) =>
  db()
    .select({ id: refunds.id })
    .from(refunds)
    .where(lte(refunds.nextQueryAt, ctx.now))
    .orderBy(asc(refunds.nextQueryAt))
    .limit(BATCH);

/** Orders whose money came when their account had been closed, and has not gone back in full. */
const paidForNobody = () =>
  db()
    .select({ id: orders.id })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.userId))
    .where(
      and(
        inArray(orders.status, ["paid", "partly_refunded"]),
        isNull(orders.fulfilledAt),
        eq(users.status, "deleted"),
      ),
    )
    .limit(BATCH);

async function returnMoney(ctx: Ctx, orderId: string): Promise<void> {
  const [order] = await db()
    .select({ amountFen: orders.amountFen })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) return;
  const back = await db()
    .select({ amountFen: refunds.amountFen })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), ne(refunds.status, "closed")))
    .limit(1_000);
  const underWayFen = back.reduce((sum, refund) => sum + refund.amountFen, 0);
  const amountFen = order.amountFen - underWayFen;
  if (amountFen === 0) return;
  const why = { reason: "账户已注销，款项退回", idempotencyKey: `closed-account:${underWayFen}` };
  await requestRefund({ ctx, input: { orderId, amountFen, ...why } });
}
