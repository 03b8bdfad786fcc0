import { z } from "zod";
import { exportDays, panelDays } from "@/lib/platform/http/export-days";
import { plainText } from "@/lib/platform/http/plain-text";

export const orderStatuses = [
  "created",
  "prepaying",
  "paying",
  "paid",
  "fulfilled",
  "partly_refunded",
  "refunded",
  "closed",
  "expired",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const refundStatuses = [
  "requested",
  "sending",
  "processing",
  "abnormal",
  "succeeded",
  "closed",
] as const;
export type RefundState = (typeof refundStatuses)[number];

const tradeType = z.enum(["jsapi", "native", "h5"]);
const sku = z.string().regex(/^[a-z0-9-]{3,40}$/);
/** Names one wish of a caller, however often it is sent. */
const idempotencyKey = z.string().regex(/^[\w-]{8,100}$/, "8 to 100 letters, digits, dashes or underscores");
const fen = z.number().int().min(1).max(100_000_000);
export const orderId = z.string().regex(/^ord_[0-9a-hjkmnp-tv-z]{26}$/);
const refundId = z.string().regex(/^rfd_[0-9a-hjkmnp-tv-z]{26}$/);

export const productView = z.object({
  sku: z.string(),
  kind: z.enum(["membership", "credits"]),
  plan: z.enum(["pro", "enterprise"]).nullable(),
  /** Calendar months of membership. */
  months: z.number().int().nullable(),
  credits: z.number().int().nullable(),
  priceFen: z.number().int(),
});
export type ProductView = z.infer<typeof productView>;
export const productsView = z.object({
  items: z.array(productView),
  /** False where no merchant account is set up: prices are shown and nothing can be bought. */
  paymentsOpen: z.boolean(),
});
export type ProductsView = z.infer<typeof productsView>;

export const createOrderInput = z.strictObject({
  sku,
  /** JSAPI inside WeChat, native by a QR code, H5 in a phone's browser. */
  tradeType,
  /** The price that the person saw; another one now is refused. */
  priceFen: fen,
  idempotencyKey,
});
export const orderIdInput = z.strictObject({ id: orderId });
export const payOrderInput = z.strictObject({ id: orderId });
export const listOrdersInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const requestRefundInput = z.strictObject({
  orderId,
  amountFen: fen,
  /** The payer reads it. */
  reason: plainText(80).min(2),
  /** The platform's own keys name their cause with a colon, an operator's is whatever they wrote. */
  idempotencyKey: plainText(100).min(8),
  /** True gives the money back although credits or time were used already. */
  force: z.boolean().default(false),
});
export const refundIdInput = z.strictObject({ refundId });

export const refundView = z.object({
  id: z.string(),
  amountFen: z.number().int(),
  status: z.enum(refundStatuses),
  reason: z.string(),
  createdAt: z.iso.datetime(),
  succeededAt: z.iso.datetime().nullable(),
});
export type RefundView = z.infer<typeof refundView>;

export const refundRequestStates = ["open", "approved", "declined"] as const;
export type RefundRequestState = (typeof refundRequestStates)[number];

/** Why somebody asks for something; it stands in the audit log. */
const why = plainText(500).min(3);

/** A person asks for what is unused of their own order; how much that is, is counted here. */
export const openOwnRefundRequestInput = z.strictObject({
  id: orderId,
  reason: why,
  idempotencyKey,
});
const nothingRefundableCodes = ["nothing_refundable", "refund_too_late", "refund_too_many"] as const;
/** Why nothing of an order can go back: nothing is unused, the payment is too old, or it had too many refunds. */
export type NothingRefundable = (typeof nothingRefundableCodes)[number];

/** What could go back of an order, in fen, at this moment; why, where that is nothing. */
export const refundableView = z.object({
  refundableFen: z.number().int(),
  nothing: z.enum(nothingRefundableCodes).nullable(),
});
export type RefundableView = z.infer<typeof refundableView>;
export const ownRefundRequestView = z.object({
  amountFen: z.number().int(),
  state: z.enum(refundRequestStates),
  createdAt: z.iso.datetime(),
});

export const orderView = z.object({
  id: z.string(),
  status: z.enum(orderStatuses),
  product: productView,
  amountFen: z.number().int(),
  refundedFen: z.number().int(),
  tradeType,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  fulfilledAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  refunds: z.array(refundView),
  /** The last request for a refund; one that was approved goes on as a refund. */
  refundRequest: ownRefundRequestView.nullable(),
});
export type OrderView = z.infer<typeof orderView>;
export const ordersPage = z.object({ items: z.array(orderView), nextCursor: z.string().nullable() });
export type OrdersPage = z.infer<typeof ordersPage>;

/** What the payer needs next; exactly one of the three ways is there while the order can be paid. */
export const paymentView = z.object({
  order: orderView,
  jsapi: z
    .object({
      appId: z.string(),
      timeStamp: z.string(),
      nonceStr: z.string(),
      package: z.string(),
      signType: z.literal("RSA"),
      paySign: z.string(),
    })
    .nullable(),
  /** The content of a QR code that WeChat scans. */
  codeUrl: z.string().nullable(),
  /** Where a phone's browser goes to pay. */
  h5Url: z.string().nullable(),
});
export type PaymentView = z.infer<typeof paymentView>;

// What the admin panel asks and sees.

const word = plainText(100).min(1);
const pageOf = { cursor: z.string().max(200).optional(), limit: z.number().int().min(1).max(50).default(30) };

/**
 * By what orders are listed: `paid` is every order that money ever came for, also what went back since; what is paid
 * and not delivered yet, which the order itself calls paid, is `undelivered` here.
 */
export const listedOrderStatuses = [
  ...(["created", "prepaying", "paying", "paid", "undelivered", "fulfilled"] as const),
  ...(["partly_refunded", "refunded", "closed", "expired"] as const),
] as const;
const orderFilters = {
  status: z.enum(listedOrderStatuses).optional(),
  /** An account's id, e-mail address or username. */
  user: word.optional(),
  /**
   * An out-trade-no, which is the order's id, WeChat Pay's transaction id, an out-refund-no, which is the refund's id,
   * or WeChat Pay's refund id.
   */
  number: word.optional(),
};
/** The days are those of the payment with `status=paid`, and those on which an order was made otherwise. */
export const listAllOrdersInput = z.strictObject({ ...orderFilters, ...panelDays, ...pageOf });
export type OrderFilters = Omit<z.infer<typeof listAllOrdersInput>, keyof typeof pageOf>;
export const exportOrdersInput = exportDays.safeExtend(orderFilters);
export const adminOrderIdInput = z.strictObject({ id: orderId, reason: why });

const refundRequestId = z.string().regex(/^rrq_[0-9a-hjkmnp-tv-z]{26}$/);

export const openRefundRequestInput = z.strictObject({
  orderId,
  amountFen: fen,
  /** The payer reads it when the money comes. */
  payerReason: plainText(80).min(2),
  idempotencyKey,
});
export const approveRefundRequestInput = z.strictObject({
  id: refundRequestId,
  /** True gives the money back although some of what was bought is used already. */
  force: z.boolean().default(false),
  reason: why,
});
export const declineRefundRequestInput = z.strictObject({ id: refundRequestId, reason: why });
export const abandonRefundInput = z.strictObject({ refundId, reason: why });
export const listRefundRequestsInput = z.strictObject({
  state: z.enum(refundRequestStates).optional(),
  ...pageOf,
});

const refundFilters = { status: z.enum(refundStatuses).optional() };
/** The days are those of the arrival with `status=succeeded`, and those of the decision otherwise. */
export const listAllRefundsInput = z.strictObject({ ...refundFilters, ...panelDays, ...pageOf });
export type RefundFilters = Omit<z.infer<typeof listAllRefundsInput>, keyof typeof pageOf>;
export const exportRefundsInput = exportDays.safeExtend(refundFilters);

const instant = z.iso.datetime();
export const adminRefundView = refundView.extend({
  /** What it took from the person. */
  take: z.object({ credits: z.number(), membershipMs: z.number(), forgivenCredits: z.number() }),
  /** WeChat Pay's number, once it knows the refund. */
  refundId: z.string().nullable(),
  /** Why it is abnormal or closed; a code. */
  problem: z.string().nullable(),
  /** How often it was sent or asked about, and when it is next. */
  queries: z.number().int(),
  nextQueryAt: instant.nullable(),
  requestedBy: z.string(),
});
export type AdminRefundView = z.infer<typeof adminRefundView>;
export type OpenRefundView = AdminRefundView & { orderId: string };
/** A refund with its buyer, and the name of the person who let it go; null where the platform itself did. */
export interface ListedRefundView extends OpenRefundView {
  userId: string;
  username: string;
  requester: string | null;
}
export type AllRefundsPage = { items: ListedRefundView[]; nextCursor: string | null };

export const refundRequestView = z.object({
  id: z.string(),
  orderId: z.string(),
  userId: z.string(),
  username: z.string(),
  amountFen: z.number().int(),
  reason: z.string(),
  state: z.enum(refundRequestStates),
  requestedBy: z.string(),
  /** Their name; null where it was no person. */
  requester: z.string().nullable(),
  createdAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  /** The refund that it became, as it stands. */
  refund: adminRefundView.nullable(),
});
export type RefundRequestView = z.infer<typeof refundRequestView>;
export type RefundRequestPage = { items: RefundRequestView[]; nextCursor: string | null };

export const adminOrderView = orderView.omit({ refunds: true, refundRequest: true }).extend({
  userId: z.string(),
  username: z.string(),
  transactionId: z.string().nullable(),
});
export type AdminOrderView = z.infer<typeof adminOrderView>;
export type AdminOrderPage = { items: AdminOrderView[]; nextCursor: string | null };

/** Everything about one order that no secret is. */
export interface OrderRecordView extends AdminOrderView {
  appid: string;
  mchid: string;
  /** Somebody else than the person for whom it was made has paid. */
  isPaidByOther: boolean;
  requestId: string;
  deviceId: string | null;
  /** How often WeChat Pay was asked, when last, and when it is next. */
  queries: number;
  queriedAt: string | null;
  nextQueryAt: string | null;
  moves: { from: OrderStatus; to: OrderStatus; source: string; createdAt: string }[];
  /** Callbacks of WeChat Pay about it. */
  notices: {
    id: string;
    kind: "message" | "payment" | "refund" | "other";
    state: "stored" | "done" | "failed";
    problem: string | null;
    deliveries: number;
    createdAt: string;
    handledAt: string | null;
  }[];
  refunds: AdminRefundView[];
  requests: RefundRequestView[];
  differences: PaymentDifferenceView[];
  /** The membership that it gave. */
  term: {
    plan: string;
    months: number;
    startsAt: string;
    endsAt: string;
    endedEarlyAt: string | null;
  } | null;
  /** The business keys under which it gave or took credits. */
  ledgerKeys: string[];
  refundable: Refundable;
}

/** What can go back of an order, in fen. */
export interface Refundable {
  /** What was paid and is neither back nor on its way back. */
  leftFen: number;
  /** How much of that stands for what is not used yet; beyond it an approval needs `force`. */
  unusedFen: number;
}

export const saveProductInput = z.strictObject({
  sku,
  priceFen: fen,
  active: z.boolean(),
  /** Its place in the price list of its kind, from 1; whoever stands there takes its old place. */
  position: z.number().int().min(1).max(1_000),
  /** Of a pack. */
  credits: z.number().int().min(1).max(10_000_000).optional(),
  /** Of a membership, in calendar months. */
  months: z.number().int().min(1).max(36).optional(),
  reason: why,
});
const newProduct = { sku, priceFen: fen, reason: why };
export const newPackInput = z.strictObject({
  kind: z.literal("credits"),
  ...newProduct,
  credits: z.number().int().min(1).max(10_000_000),
});
export const newMembershipInput = z.strictObject({
  kind: z.literal("membership"),
  ...newProduct,
  plan: z.enum(["pro", "enterprise"]),
  months: z.number().int().min(1).max(36),
});
export const createProductInput = z.discriminatedUnion("kind", [newPackInput, newMembershipInput]);
export const adminProductView = productView.extend({
  active: z.boolean(),
  position: z.number().int(),
  updatedAt: instant,
});
export type AdminProductView = z.infer<typeof adminProductView>;

export const checkTradeBillsInput = z.strictObject({});
const differenceId = z.string().regex(/^dif_[0-9a-hjkmnp-tv-z]{26}$/);
export const resolveDifferenceInput = z.strictObject({ id: differenceId, reason: why });
export const listDifferencesInput = z.strictObject({
  id: differenceId.optional(),
  state: z.enum(["open", "resolved"]).default("open"),
  ...pageOf,
});
export const paymentDifferenceView = z.object({
  id: z.string(),
  kind: z.string(),
  outTradeNo: z.string(),
  reference: z.string(),
  source: z.string(),
  expected: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  found: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  state: z.enum(["open", "resolved"]),
  resolution: z.string().nullable(),
  resolvedAt: instant.nullable(),
  createdAt: instant,
});
export type PaymentDifferenceView = z.infer<typeof paymentDifferenceView>;
export type PaymentDifferencePage = { items: PaymentDifferenceView[]; nextCursor: string | null };

/** A day of Shanghai as the trade bill was compared with it. */
export interface TradeBillView extends Record<"payments" | "refunds" | "settled" | "differences", number> {
  day: string;
  comparedAt: string;
}

/** Expected refusals of this module. */
export const orderRefusals = [
  "price_changed",
  "product_gone",
  "idempotency_key_reused",
  "too_many_open_orders",
  "wechat_needed",
  "ios_purchase_off",
  "order_not_payable",
  "order_not_refundable",
  "refund_too_large",
  "refund_spent",
  "payment_refused",
  "payment_unavailable",
  "refund_request_open",
  ...nothingRefundableCodes,
  "refund_request_decided",
  "refund_not_abnormal",
  "refund_busy",
  "sku_taken",
  "product_shrinks",
  "difference_resolved",
] as const;
export type OrderRefusal = { ok: false; reason: (typeof orderRefusals)[number]; refundableFen?: number };
