import { jsonOf, type SimRequest } from "@/simulators/kit/server";
import { timeDigits } from "@/simulators/wechat/clock";
import { alphanumeric, hex } from "@/simulators/wechat/crypto/random";
import type { SimOrder } from "@/simulators/wechat/desk";
import type { World } from "@/simulators/wechat/world";
import { findWrong } from "./fields";
import { orderFields } from "./order-fields";
import { currentOrder, isPrepaidOver, orderOrRefuse, transactionOf } from "./order-state";
import { type PayAnswer, PayRefusal, refuseField, refusePay, reject } from "./refusals";

const DEFAULT_LIFE_MS = 7 * 86_400_000;
const SHORTEST_LIFE_MS = 60_000;
const LONGEST_LIFE_MS = 90 * 86_400_000;
/** Requests are on their way for a moment. */
const ON_THE_WAY_MS = 5_000;
/** The detail code of a repetition that asks for something else. */
const OTHER_PARAMETERS = "268498688";

interface OrderBody {
  appid: string;
  mchid: string;
  description: string;
  out_trade_no: string;
  time_expire?: string;
  attach?: string;
  notify_url: string;
  amount: { total: number };
  payer?: { openid: string };
}

/** POST /v3/pay/transactions/{jsapi,native,h5}: the same body again is the same order. */
export function createOrder(world: World, request: SimRequest, tradeType: SimOrder["tradeType"]): PayAnswer {
  const json = jsonOf(request);
  const wrong = findWrong(json, orderFields[tradeType]);
  if (wrong) return refuseField(wrong);
  const wanted = json as OrderBody;
  checkParties(world, wanted);
  const body = request.body.toString();
  const known = currentOrder(world, wanted.out_trade_no);
  if (known) return reenter(world, request, known, { body, tradeType });

  const expiresAt = endOf(world, wanted.time_expire);
  const order: SimOrder = {
    tradeType,
    outTradeNo: wanted.out_trade_no,
    appid: wanted.appid,
    description: wanted.description,
    totalFen: wanted.amount.total,
    openid: wanted.payer?.openid ?? null,
    notifyUrl: wanted.notify_url,
    attach: wanted.attach ?? null,
    expiresAt,
    body,
    prepaid: "",
    prepaidAt: world.now(),
    state: "NOTPAY",
    transactionId: null,
    payerOpenid: null,
    paidAt: null,
    refunds: [],
  };
  world.orders.set(order.outTradeNo, order);
  givePrepaid(world, order, request.origin);
  return answerPrepaid(order);
}

function checkParties(world: World, wanted: OrderBody): void {
  if (wanted.mchid !== world.mchid) reject("MCH_NOT_EXISTS", "商户号不存在");
  if (wanted.appid !== world.appid) reject("APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
  const openid = wanted.payer?.openid;
  if (openid !== undefined && !world.people.has(openid))
    throw new PayRefusal(refuseField({ field: "/payer/openid", value: "", issue: "无效的openid" }));
}

function endOf(world: World, timeExpire: string | undefined): Date {
  const now = world.now().getTime();
  if (timeExpire === undefined) return new Date(now + DEFAULT_LIFE_MS);
  const end = Date.parse(timeExpire);
  const isFine = end >= now + SHORTEST_LIFE_MS - ON_THE_WAY_MS && end <= now + LONGEST_LIFE_MS;
  if (isFine) return new Date(end);
  throw new PayRefusal(
    refuseField({ field: "/time_expire", value: timeExpire, issue: "is too near or too far" }),
  );
}

function reenter(
  world: World,
  request: SimRequest,
  order: SimOrder,
  again: { body: string; tradeType: SimOrder["tradeType"] },
): PayAnswer {
  if (order.body !== again.body || order.tradeType !== again.tradeType)
    return {
      ...refusePay("INVALID_REQUEST", "请求重入时，参数与首次请求时不一致"),
      detailCode: OTHER_PARAMETERS,
    };
  if (order.state === "CLOSED") return refusePay("ORDER_CLOSED", "订单已关闭");
  if (order.state !== "NOTPAY") return refusePay("ORDERPAID", "该订单已支付");
  if (isPrepaidOver(world, order)) givePrepaid(world, order, request.origin);
  return answerPrepaid(order);
}

function givePrepaid(world: World, order: SimOrder, origin: string): void {
  const now = world.now();
  const prepayId = `wx${timeDigits(now)}${hex(20)}`;
  const key = order.tradeType === "NATIVE" ? `weixin://wxpay/bizpayurl?pr=${alphanumeric(9)}` : prepayId;
  order.prepaid =
    order.tradeType === "MWEB"
      ? `${origin}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${prepayId}&package=${hex(10)}`
      : key;
  order.prepaidAt = now;
  world.prepaid.set(key, order.outTradeNo);
}

function answerPrepaid({ tradeType, prepaid }: SimOrder): PayAnswer {
  const name = { JSAPI: "prepay_id", NATIVE: "code_url", MWEB: "h5_url" }[tradeType];
  return { status: 200, body: { [name]: prepaid } };
}

/** GET /v3/pay/transactions/{out-trade-no,id}/…?mchid= */
export function queryOrder(
  world: World,
  request: SimRequest,
  by: { outTradeNo: string } | { transactionId: string },
): PayAnswer {
  checkMerchantQuery(world, request);
  const outTradeNo =
    "outTradeNo" in by
      ? by.outTradeNo
      : [...world.orders.values()].find((order) => order.transactionId === by.transactionId)?.outTradeNo;
  return { status: 200, body: transactionOf(world, orderOrRefuse(world, outTradeNo ?? "")) };
}

function checkMerchantQuery(world: World, { query }: SimRequest): void {
  const mchid = query.get("mchid");
  const unknown = [...query.keys()].find((name) => name !== "mchid");
  const wrong =
    (unknown && { field: unknown, value: "", issue: "unknown field" }) ||
    (!mchid && { field: "mchid", value: "", issue: "is required" });
  if (wrong) throw new PayRefusal(refuseField(wrong, "query"));
  if (mchid !== world.mchid) reject("MCH_NOT_EXISTS", "商户号不存在");
}

/** POST …/close: 204, also the second time; a paid order stays paid. */
export function closeOrder(world: World, request: SimRequest, outTradeNo: string): PayAnswer {
  const json = jsonOf(request);
  const wrong = findWrong(json, { mchid: { type: "string", max: 32, required: true } });
  if (wrong) return refuseField(wrong);
  if ((json as { mchid: string }).mchid !== world.mchid) reject("MCH_NOT_EXISTS", "商户号不存在");
  const order = orderOrRefuse(world, outTradeNo);
  if (order.state === "SUCCESS" || order.state === "REFUND") return refusePay("ORDERPAID", "该订单已支付");
  order.state = "CLOSED";
  return { status: 204 };
}
