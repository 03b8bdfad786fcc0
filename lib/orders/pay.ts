import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { type Ctx, later, type MemberActor } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { checkOrder } from "./check";
import { changeOrder, lockOrder, moveOrder, type OrderRow } from "./internal/change";
import { notifyUrl, pay, payUnavailable, troubleOf } from "./internal/pay";
import { sendOrderPrepaid } from "./internal/send";
import { viewOrder } from "./internal/view";
import { isPaid, isPayable, prepaidLifeMs, queryDelayMs } from "./rules";
import type { OrderRefusal, PaymentView, ProductView, payOrderInput } from "./schema";

/**
 * Makes an own order ready to be paid and says how. The exact body is stored before it is sent, and a repetition
 * sends the same bytes, so that WeChat Pay never sees a second order: whatever gets lost on the way, asking again
 * continues the first.
 */
export async function payOrder({
  ctx,
  input,
}: {
  ctx: Ctx<MemberActor>;
  input: z.infer<typeof payOrderInput>;
}): Promise<PaymentView | OrderRefusal> {
  const begunMs = performance.now();
  const intent = await beginPrepaying(ctx, input.id);
  if ("ok" in intent) return intent;
  if (isPaid(intent.status) || isFresh(intent, ctx.now)) return viewPayment(ctx, intent);
  failPoint("orders.prepaying-not-sent");
  const sent = await sendPrepay(ctx, intent);
  if (typeof sent !== "string") return sent;
  failPoint("orders.prepaid-not-stored");
  const ready = await storePrepaid(later(ctx, begunMs), intent.id, sent);
  await sendOrderPrepaid(intent.id);
  return viewPayment(ctx, ready);
}

/** WeChat Pay takes no order that ends sooner (pay.weixin.qq.com/doc/v3/merchant/4012525167, time_expire). */
const SHORTEST_LIFE_MS = 60_000;

const isFresh = (order: OrderRow, now: Date): boolean =>
  order.prepaid !== null &&
  order.prepaidAt !== null &&
  now.getTime() - order.prepaidAt.getTime() < prepaidLifeMs[order.tradeType];

/** Stores what will be sent, before it is sent. */
const beginPrepaying = (ctx: Ctx<MemberActor>, id: string): Promise<OrderRow | OrderRefusal> =>
  transact(ctx, async (inner, tx) => {
    requirePermission(ctx.actor, "READ_USER");
    const order = await lockOrder(tx, id);
    if (!order || order.userId !== requireUser(ctx.actor)) throw notFound("order");
    if (isPaid(order.status)) return order;
    if (!isPayable(order.status) || order.expiresAt <= ctx.now)
      return { ok: false, reason: "order_not_payable" };
    if (order.status !== "created") return order;
    if (order.expiresAt.getTime() - ctx.now.getTime() < SHORTEST_LIFE_MS)
      return { ok: false, reason: "order_not_payable" };
    const prepayBody = pay().prepayBody({
      tradeType: order.tradeType,
      outTradeNo: order.id,
      description: descriptionOf(order.product),
      amountFen: order.amountFen,
      expiresAt: order.expiresAt,
      notifyUrl: notifyUrl("notify"),
      ...(order.openid === null ? {} : { openid: order.openid }),
      ...(order.tradeType === "h5" ? { payerAddress: ctx.actor.address } : {}),
    });
    const nextQueryAt = new Date(ctx.now.getTime() + queryDelayMs(0));
    return moveOrder(inner, tx, order, {
      to: "prepaying",
      source: "person",
      set: { prepayBody, nextQueryAt },
    });
  });

/** What the payer reads on their receipt. */
function descriptionOf(product: ProductView): string {
  if (product.kind === "credits") return `芯图 ${product.credits} 积分`;
  const plan = product.plan === "enterprise" ? "企业版会员" : "专业版会员";
  return `芯图${plan} ${product.months} 个月`;
}

async function sendPrepay(
  ctx: Ctx<MemberActor>,
  order: OrderRow,
): Promise<string | PaymentView | OrderRefusal> {
  const body = order.prepayBody ?? broken(`order ${order.id} is prepaying without a body`);
  try {
    return (await pay().prepay(order.tradeType, body)).value;
  } catch (error) {
    const { trouble } = troubleOf(error, order.id);
    if (trouble === "refused") return { ok: false, reason: "payment_refused" };
    // Somebody was quicker, or it was closed there: what is true is asked, never taken from a refusal.
    if (trouble === "paid" || trouble === "closed") {
      const view = await checkOrder({ ctx, input: { id: order.id } });
      if (isPaid(view.status)) return { order: view, jsapi: null, codeUrl: null, h5Url: null };
      if (!isPayable(view.status)) return { ok: false, reason: "order_not_payable" };
    }
    throw payUnavailable();
  }
}

const storePrepaid = (ctx: Ctx<MemberActor>, id: string, prepaid: string): Promise<OrderRow> =>
  transact(ctx, async (inner, tx) => {
    const order = (await lockOrder(tx, id)) ?? broken(`order ${id} vanished`);
    const set = { prepaid, prepaidAt: ctx.now };
    if (order.status === "prepaying")
      return moveOrder(inner, tx, order, { to: "paying", source: "person", set });
    // Asked for twice at once, renewed, or paid or closed in the meantime.
    if (order.status === "paying") await changeOrder(inner, tx, id, set);
    return { ...order, ...(order.status === "paying" ? set : {}) };
  });

async function viewPayment(ctx: Ctx<MemberActor>, order: OrderRow): Promise<PaymentView> {
  const { prepaid, tradeType } = order;
  const open = isPayable(order.status) && prepaid !== null ? prepaid : null;
  return {
    order: await viewOrder(ctx, order),
    jsapi: open && tradeType === "jsapi" ? pay().jsapiParameters(open, ctx.now) : null,
    codeUrl: tradeType === "native" ? open : null,
    h5Url: tradeType === "h5" ? open : null,
  };
}
