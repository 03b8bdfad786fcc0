import { rfc3339 } from "@/simulators/wechat/clock";
import type { SimOrder } from "@/simulators/wechat/desk";
import type { World } from "@/simulators/wechat/world";
import { reject } from "./refusals";

export const PREPAY_LIFE_MS = 2 * 3_600_000;
export const H5_LIFE_MS = 5 * 60_000;

const descriptions: Record<SimOrder["state"], string> = {
  NOTPAY: "订单未支付",
  SUCCESS: "支付成功",
  CLOSED: "订单已关闭",
  REFUND: "订单发生过退款，退款详情请查询退款单",
};

/** The order of a number as it is now: an unpaid one closes itself at its end. Undefined when there is none. */
export function currentOrder(world: World, outTradeNo: string): SimOrder | undefined {
  const order = world.orders.get(outTradeNo);
  if (order?.state === "NOTPAY" && order.expiresAt <= world.now()) order.state = "CLOSED";
  return order;
}

export const orderOrRefuse = (world: World, outTradeNo: string): SimOrder =>
  currentOrder(world, outTradeNo) ?? reject("ORDER_NOT_EXIST", "订单不存在");

export const isPrepaidOver = (world: World, order: SimOrder): boolean =>
  world.now().getTime() - order.prepaidAt.getTime() >=
  (order.tradeType === "MWEB" ? H5_LIFE_MS : PREPAY_LIFE_MS);

/** The words by which faults find what happens to an order. */
export const aboutOrder = (order: SimOrder): string[] => [order.outTradeNo, order.description];

/** An order as queries tell it; notices of payments hold the same. */
export function transactionOf(world: World, order: SimOrder): Record<string, unknown> {
  const base = {
    appid: order.appid,
    mchid: world.mchid,
    out_trade_no: order.outTradeNo,
    trade_type: order.tradeType,
    trade_state: order.state,
    trade_state_desc: descriptions[order.state],
    ...(order.attach === null ? {} : { attach: order.attach }),
  };
  if (order.transactionId === null || !order.paidAt) return base;
  return {
    ...base,
    transaction_id: order.transactionId,
    bank_type: "OTHERS",
    success_time: rfc3339(order.paidAt),
    payer: { openid: order.payerOpenid },
    amount: {
      total: order.totalFen,
      payer_total: order.totalFen,
      currency: "CNY",
      payer_currency: "CNY",
    },
    promotion_detail: [],
  };
}
