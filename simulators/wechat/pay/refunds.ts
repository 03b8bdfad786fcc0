import { jsonOf, type SimRequest } from "@/simulators/kit/server";
import { tellRefund } from "@/simulators/wechat/callbacks/notices";
import { dayDigits, rfc3339 } from "@/simulators/wechat/clock";
import { digits } from "@/simulators/wechat/crypto/random";
import type { SimOrder, SimRefund } from "@/simulators/wechat/desk";
import { takeFault } from "@/simulators/wechat/faults";
import type { World } from "@/simulators/wechat/world";
import { findWrong } from "./fields";
import { refundFields } from "./order-fields";
import { aboutOrder, currentOrder } from "./order-state";
import { type PayAnswer, PayRefusal, refuseField, refusePay, reject } from "./refusals";

const MOST_REFUNDS = 50;
/** Between two refunds of one order. */
const PAUSE_MS = 60_000;
const YEAR_MS = 365 * 86_400_000;
/** How long the money takes when nobody asks for another time. */
const TAKES_MS = 3_000;

interface RefundBody {
  transaction_id?: string;
  out_trade_no?: string;
  out_refund_no: string;
  notify_url?: string;
  amount: { refund: number; total: number };
}

/** POST /v3/refund/domestic/refunds: accepts; how it ends is told later. The same body again is the same refund. */
export function createRefund(world: World, request: SimRequest): PayAnswer {
  const json = jsonOf(request);
  const wrong = findWrong(json, refundFields);
  if (wrong) return refuseField(wrong);
  const wanted = json as RefundBody;
  const body = request.body.toString();
  const known = findRefund(world, wanted.out_refund_no);
  if (known)
    return known.refund.body === body
      ? { status: 200, body: refundView(known.order, known.refund) }
      : refusePay("INVALID_REQUEST", "订单金额或退款金额与之前请求不一致，请核实后再试");
  const order = orderOfRefund(world, wanted);
  checkRefund(world, order, wanted);
  const refund: SimRefund = {
    refundId: `50${digits(8)}${dayDigits(world.now())}${digits(10)}`,
    outRefundNo: wanted.out_refund_no,
    outTradeNo: order.outTradeNo,
    refundFen: wanted.amount.refund,
    status: "PROCESSING",
    createdAt: world.now(),
    succeededAt: null,
    notifyUrl: wanted.notify_url ?? null,
    body,
  };
  order.refunds.push(refund);
  order.state = "REFUND";
  scheduleEnd(world, order, refund);
  return { status: 200, body: refundView(order, refund) };
}

function orderOfRefund(world: World, wanted: RefundBody): SimOrder {
  const { transaction_id, out_trade_no } = wanted;
  if (transaction_id === undefined && out_trade_no === undefined)
    throw new PayRefusal(
      refuseField({ field: "/out_trade_no", value: "", issue: "or transaction_id is required" }),
    );
  const order =
    out_trade_no === undefined
      ? [...world.orders.values()].find((one) => one.transactionId === transaction_id)
      : currentOrder(world, out_trade_no);
  if (!order || (transaction_id !== undefined && order.transactionId !== transaction_id))
    return reject("RESOURCE_NOT_EXISTS", "订单不存在");
  return order;
}

function checkRefund(world: World, order: SimOrder, { amount }: RefundBody): void {
  const now = world.now().getTime();
  const paidAt = order.paidAt ?? reject("INVALID_REQUEST", "订单未支付，不支持退款");
  if (now - paidAt.getTime() > YEAR_MS) reject("INVALID_REQUEST", "订单已超过可退款的最长期限");
  if (amount.total !== order.totalFen)
    reject("INVALID_REQUEST", "订单金额或退款金额与之前请求不一致，请核实后再试");
  if (order.refunds.length >= MOST_REFUNDS) reject("INVALID_REQUEST", "一笔订单最多支持50次部分退款");
  const taken = order.refunds.reduce(
    (sum, { refundFen, status }) => sum + (status === "CLOSED" ? 0 : refundFen),
    0,
  );
  if (taken + amount.refund > order.totalFen) reject("INVALID_REQUEST", "申请退款金额大于订单剩余可退金额");
  const last = order.refunds.at(-1);
  if (last && now - last.createdAt.getTime() < PAUSE_MS / world.speed)
    reject("FREQUENCY_LIMITED", "频率限制，请间隔1分钟后再次申请退款");
}

function scheduleEnd(world: World, order: SimOrder, refund: SimRefund): void {
  const about = [refund.outRefundNo, ...aboutOrder(order)];
  const slow = takeFault(world, "refund_slow", about);
  const end = takeFault(world, "refund_abnormal", about)
    ? "ABNORMAL"
    : takeFault(world, "refund_closed", about)
      ? "CLOSED"
      : "SUCCESS";
  world.timetable.after(slow ? Number(slow.argument) || 0 : TAKES_MS, () => {
    refund.status = end;
    refund.succeededAt = end === "SUCCESS" ? world.now() : null;
    tellRefund(world, order, refund);
  });
}

function findRefund(world: World, outRefundNo: string): { order: SimOrder; refund: SimRefund } | null {
  for (const order of world.orders.values()) {
    const refund = order.refunds.find((one) => one.outRefundNo === outRefundNo);
    if (refund) return { order, refund };
  }
  return null;
}

/** GET /v3/refund/domestic/refunds/{out_refund_no} */
export function queryRefund(world: World, outRefundNo: string): PayAnswer {
  const found = findRefund(world, outRefundNo);
  if (!found) return refusePay("RESOURCE_NOT_EXISTS", "退款单不存在");
  return { status: 200, body: refundView(found.order, found.refund) };
}

const refundView = (order: SimOrder, refund: SimRefund) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: order.transactionId,
  out_trade_no: order.outTradeNo,
  channel: "ORIGINAL",
  user_received_account: "支付用户零钱",
  ...(refund.succeededAt ? { success_time: rfc3339(refund.succeededAt) } : {}),
  create_time: rfc3339(refund.createdAt),
  status: refund.status,
  funds_account: "UNSETTLED",
  amount: {
    total: order.totalFen,
    refund: refund.refundFen,
    payer_total: order.totalFen,
    payer_refund: refund.refundFen,
    settlement_refund: refund.refundFen,
    settlement_total: order.totalFen,
    discount_refund: 0,
    currency: "CNY",
  },
  promotion_detail: [],
});
