import { z } from "zod";

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
  idempotencyKey: z.string().min(8).max(100),
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
  reason: z.string().trim().min(2).max(80),
  idempotencyKey: z.string().min(8).max(100),
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
] as const;
export type OrderRefusal = { ok: false; reason: (typeof orderRefusals)[number]; refundableFen?: number };
