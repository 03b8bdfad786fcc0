import type { TradeState } from "@/lib/providers/wechat-pay/words";
import type { NothingRefundable, OrderStatus, RefundState } from "./schema";

/** The job of the clock that compares the trade bills of the days that are not compared yet. */
export const BILL_JOB = "reconcile-payments";

/** Every move that an order may make. What is not here does not happen, whoever asks. */
export const orderMoves: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  // Paid where nothing was sent as far as we know: the database was put back to an earlier moment.
  created: ["prepaying", "paid", "closed", "expired"],
  prepaying: ["paying", "paid", "closed", "expired"],
  paying: ["paid", "closed", "expired"],
  paid: ["fulfilled", "partly_refunded", "refunded"],
  fulfilled: ["partly_refunded", "refunded"],
  partly_refunded: ["partly_refunded", "refunded"],
  refunded: [],
  // Somebody paid in the moment of closing: the money is here, so the goods follow.
  closed: ["paid"],
  expired: ["paid"],
};

/**
 * Moves of one order, oldest first, in the order in which they happened: those of one transaction share their moment,
 * and each begins where the one before it ended.
 */
export function chainMoves<M extends { from: OrderStatus; to: OrderStatus }>(moves: readonly M[]): M[] {
  const left = [...moves];
  const chain: M[] = [];
  let at: OrderStatus = "created";
  for (const _ of moves) {
    const next = Math.max(
      0,
      left.findIndex((move) => move.from === at),
    );
    const [move] = left.splice(next, 1);
    if (!move) break;
    chain.push(move);
    at = move.to;
  }
  return chain;
}

export const mayMove = (from: OrderStatus, to: OrderStatus): boolean => orderMoves[from].includes(to);

/** Nobody has paid yet, and somebody still can. */
export const isPayable = (status: OrderStatus): boolean =>
  status === "created" || status === "prepaying" || status === "paying";

/** Money has come in for it. */
export const isPaid = (status: OrderStatus): boolean =>
  status === "paid" || status === "fulfilled" || status === "partly_refunded" || status === "refunded";

export const isRefundOpen = (status: RefundState): boolean => status !== "succeeded" && status !== "closed";

/** How long what WeChat Pay answered to an order can be used: prepay ids and codes two hours, H5 addresses five minutes. */
export const prepaidLifeMs = { jsapi: 115 * 60_000, native: 115 * 60_000, h5: 4.5 * 60_000 } as const;

const QUERY_AFTER_MS = [2, 3, 5, 5, 10, 10, 15, 20, 30].map((seconds) => seconds * 1000);
/** Also what a lost notice costs at most. */
const SLOWEST_QUERY_MS = 40_000;

/** How long to wait before the next question to WeChat Pay, after `asked` of them. */
export const queryDelayMs = (asked: number): number => QUERY_AFTER_MS[asked] ?? SLOWEST_QUERY_MS;

/** After this long somebody who asked WeChat Pay and has not said what came of it is taken to be dead. */
export const ASKED_AGAIN_MS = 10_000;

/** The person's own page asks at most this often per order. */
export const OWN_QUERY_MS = 2_000;

const REFUND_QUERY_AFTER_MS = [5, 10, 20, 30, 45, 45, 45, 45, 60, 60, 120, 300, 600, 1800].map(
  (seconds) => seconds * 1000,
);
const SLOWEST_REFUND_QUERY_MS = 3_600_000;

/** How long to wait before a refund is looked after again, after `asked` times. */
export const refundDelayMs = (asked: number): number =>
  REFUND_QUERY_AFTER_MS[asked] ?? SLOWEST_REFUND_QUERY_MS;

/** What an order says of itself, to be held against what WeChat Pay says. */
export interface OrderFacts {
  id: string;
  appid: string;
  mchid: string;
  amountFen: number;
  currency: string;
  openid: string | null;
  transactionId: string | null;
}

/** What WeChat Pay says of a payment. */
export interface PaymentFacts {
  state: TradeState;
  outTradeNo: string;
  appid: string;
  mchid: string;
  amountFen: number | null;
  currency: string | null;
  payerOpenid: string | null;
  transactionId: string | null;
}

export type Mismatch = "merchant" | "account" | "state" | "amount" | "transaction" | "payer";

/**
 * The first thing in which a payment does not fit its order, or null. `payer` alone does not stop it: the money is
 * for this order, whoever's purse it came from; a person looks at it afterwards.
 */
export function mismatchOf(order: OrderFacts, payment: PaymentFacts): Mismatch | null {
  if (payment.mchid !== order.mchid) return "merchant";
  if (payment.appid !== order.appid) return "account";
  // Whatever calls itself a payment: only these two say that money came. The bill also lists what was revoked.
  if (payment.state !== "success" && payment.state !== "refund") return "state";
  if (payment.amountFen !== order.amountFen || payment.currency !== order.currency) return "amount";
  if (!payment.transactionId) return "transaction";
  if (order.transactionId !== null && order.transactionId !== payment.transactionId) return "transaction";
  if (order.openid !== null && payment.payerOpenid !== null && payment.payerOpenid !== order.openid)
    return "payer";
  return null;
}

/**
 * Credits of a pack that go back when `refundFen` more of its `priceFen` are refunded after `beforeFen`: rounded up
 * in total, so that many small refunds never leave more than one large one.
 */
export function creditsToTake(pack: {
  credits: number;
  priceFen: number;
  beforeFen: number;
  refundFen: number;
}): number {
  const upTo = (fen: number) => Math.ceil((pack.credits * fen) / pack.priceFen);
  return upTo(pack.beforeFen + pack.refundFen) - upTo(pack.beforeFen);
}

/** The most that can be refunded of a pack, in fen, when `left` of its credits are unspent. */
export function refundableOfPack(pack: {
  credits: number;
  priceFen: number;
  beforeFen: number;
  left: number;
}): number {
  const taken = Math.ceil((pack.credits * pack.beforeFen) / pack.priceFen);
  const most = Math.floor(((taken + pack.left) * pack.priceFen) / pack.credits) - pack.beforeFen;
  return Math.max(0, Math.min(most, pack.priceFen - pack.beforeFen));
}

/** WeChat Pay takes no more refunds of one payment, and none later (pay.weixin.qq.com/doc/v3/merchant, 申请退款). */
const MOST_REFUNDS = 50;
const REFUNDABLE_MS = 365 * 24 * 3_600_000;

type PaidOrNot = { status: OrderStatus; paidAt: Date | null };

/**
 * Why WeChat Pay would take no refund of an order, of which `refunds` were asked for and not given up, or null:
 * nothing of its money is here, the payment is too old, or there were too many.
 */
export function refundHindrance(
  order: PaidOrNot,
  refunds: number,
  now: Date,
): "order_not_refundable" | "refund_too_late" | "refund_too_many" | null {
  if (!isPaid(order.status) || order.status === "refunded" || order.paidAt === null)
    return "order_not_refundable";
  if (now.getTime() - order.paidAt.getTime() >= REFUNDABLE_MS) return "refund_too_late";
  return refunds < MOST_REFUNDS ? null : "refund_too_many";
}

/** Whether WeChat Pay would still take a refund of an order, of which `refunds` were asked for and not given up. */
export const isRefundable = (order: PaidOrNot, refunds: number, now: Date): boolean =>
  refundHindrance(order, refunds, now) === null;

/** What a buyer is told where nothing of their order can go back, or null where `unusedFen` of it can. */
export function nothingRefundable(
  order: PaidOrNot,
  refunds: number,
  unusedFen: number,
  now: Date,
): NothingRefundable | null {
  const hindrance = refundHindrance(order, refunds, now);
  if (hindrance === "refund_too_late" || hindrance === "refund_too_many") return hindrance;
  return hindrance === null && unusedFen > 0 ? null : "nothing_refundable";
}

/** Whether the buyer asked for the money themselves; then it is for what is unused, whenever somebody approves. */
export const isOwnRequest = (request: { requestedBy: string; userId: string }): boolean =>
  request.requestedBy === request.userId;

/** What an approval without force would send back now; the sum that was asked for where it would send nothing. */
export const fenOnApproval = (
  request: { requestedBy: string; userId: string; amountFen: number },
  unusedFen: number,
): number =>
  isOwnRequest(request) && unusedFen > 0 ? Math.min(request.amountFen, unusedFen) : request.amountFen;

/** An order's status after `refundedFen` of `amountFen` went back. */
export const statusAfterRefund = (amountFen: number, refundedFen: number): OrderStatus =>
  refundedFen >= amountFen ? "refunded" : "partly_refunded";

/** Inside WeChat on an iPhone or iPad, where virtual goods may not be on sale. */
export const isIosInWechat = (userAgent: string): boolean =>
  /MicroMessenger/i.test(userAgent) && /iPhone|iPad|iPod/i.test(userAgent);
