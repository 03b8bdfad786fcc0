import type { AccountView } from "@/lib/accounts/schema";
import { rankOf } from "@/lib/membership/rules";
import { isPaid } from "@/lib/orders/rules";
import type { OrderStatus, OrderView, ProductView } from "@/lib/orders/schema";

/** How an order of this browser is paid: by a code that a phone scans, or by going to WeChat Pay. */
export type Way = "native" | "h5";

/** `wechat`: another place sells there. `off`: no merchant account. */
export type ShopMode = Way | "wechat" | "off";

export function shopModeOf(browser: {
  userAgent: string;
  isPhone: boolean;
  paymentsOpen: boolean;
}): ShopMode {
  if (!browser.paymentsOpen) return "off";
  if (/MicroMessenger/i.test(browser.userAgent)) return "wechat";
  return browser.isPhone ? "h5" : "native";
}

/** What every button of a page needs to sell. */
export interface Shop {
  mode: ShopMode;
  isSignedIn: boolean;
  /** The page itself, where signing in and WeChat Pay lead back to. */
  here: "/pricing" | "/credits";
  /** Where a phone is played in a demonstration. */
  phoneUrl: string | null;
}

/** What the window is opened for. */
export type Want =
  | { kind: "product"; product: ProductView; asksFirst: boolean; replaces?: string }
  | { kind: "order"; id: string; isReturn: boolean };

const FAST_POLL_MS = 2_000;
const SLOW_POLL_MS = 5_000;
const FAST_FOR_MS = 60_000;
const CLOCK_TOLERANCE_MS = 60_000;

/** How long to wait before the next question about an order, `waitedMs` after the first; false when it has its end. */
export function pollDelayMs(status: OrderStatus | undefined, waitedMs: number): number | false {
  const isOpen =
    status === undefined ||
    status === "created" ||
    status === "prepaying" ||
    status === "paying" ||
    status === "paid";
  if (!isOpen) return false;
  return waitedMs < FAST_FOR_MS ? FAST_POLL_MS : SLOW_POLL_MS;
}

/**
 * How long an order can still be paid. The server has just said that it can, so a browser's clock that says otherwise
 * is wrong and there is no time to show: null.
 */
export function leftMs(order: Pick<OrderView, "createdAt" | "expiresAt">, nowMs: number): number | null {
  const endMs = Date.parse(order.expiresAt);
  const wholeMs = endMs - Date.parse(order.createdAt);
  const left = endMs - nowMs;
  return left > 0 && left <= wholeMs + CLOCK_TOLERANCE_MS ? Math.min(left, wholeMs) : null;
}

export type Stage =
  | "review"
  | "ordering"
  | "waiting"
  | "returned"
  | "confirming"
  | "paid"
  | "ended"
  | "problem";

/**
 * What the window shows. What the server knows of the order comes first; nothing but the server's word makes it paid.
 */
export function stageOf(seen: {
  status: OrderStatus | undefined;
  /** Whether there is something to pay with. */
  hasPayment: boolean;
  hasBegun: boolean;
  hasProblem: boolean;
  /** The payer was sent to WeChat Pay. */
  isAway: boolean;
  /** The payer says that it is paid, or its time is over. */
  isAsking: boolean;
}): Stage {
  const { status } = seen;
  if (status === "paid") return "confirming";
  if (status === "closed" || status === "expired" || status === "refunded") return "ended";
  if (status !== undefined && isPaid(status)) return "paid";
  if (seen.hasProblem) return "problem";
  if (seen.isAsking) return "confirming";
  if (seen.isAway) return "returned";
  if (seen.hasPayment) return "waiting";
  return seen.hasBegun ? "ordering" : "review";
}

/** What helps after a refusal. */
export type Remedy = "retry" | "newPrice" | "newOrder" | "orders" | "signIn" | "none";

const remedies: Record<string, Remedy> = {
  price_changed: "newPrice",
  too_many_open_orders: "orders",
  payment_refused: "newOrder",
  order_not_payable: "newOrder",
  idempotency_key_reused: "newOrder",
  unauthenticated: "signIn",
  product_gone: "none",
  ios_purchase_off: "none",
  payments_off: "none",
  wechat_needed: "none",
  not_found: "none",
};

/** Lost answers and faults are tried again, under the same key. */
export const remedyOf = (code: string | undefined): Remedy =>
  (code === undefined ? undefined : remedies[code]) ?? "retry";

/** Where a phone goes to pay; WeChat Pay leads back to the page, which then asks the server about the order. */
export function h5Address(h5Url: string, back: { origin: string; here: string; orderId: string }): string {
  const url = `${back.origin}${back.here}?order=${encodeURIComponent(back.orderId)}`;
  return `${h5Url}${h5Url.includes("?") ? "&" : "?"}redirect_url=${encodeURIComponent(url)}`;
}

/** The page on which a visitor signs in and comes back to buy. */
export const signInToBuy = (here: string, sku: string): string =>
  `/sign-in?next=${encodeURIComponent(`${here}?buy=${sku}`)}`;

/** Fen for a hundred credits of a pack, rounded. */
export const per100Fen = (pack: { priceFen: number; credits: number }): number =>
  Math.round((pack.priceFen * 100) / pack.credits);

const DAY_MS = 24 * 3_600_000;

/** Whole days of a time, for a sentence. */
export const wholeDays = (ms: number): number => Math.floor(ms / DAY_MS);

export type BuyAction = "buy" | "start" | "extend" | "upgrade" | "queue";

/** What buying a product is called for who has `current`; null for a visitor. */
export function buyActionOf(
  product: Pick<ProductView, "plan">,
  current: AccountView["plan"] | null,
): BuyAction {
  if (product.plan === null) return "buy";
  if (current === null || current === "free") return "start";
  if (product.plan === current) return "extend";
  return rankOf(product.plan) > rankOf(current) ? "upgrade" : "queue";
}

/** What a page was come back to for: `?buy=` after signing in, `?order=` from WeChat Pay; null for anything else. */
export function resumedWant(
  asked: { buy?: string | string[]; order?: string | string[] },
  products: readonly ProductView[],
): Want | null {
  if (typeof asked.order === "string" && ORDER_ID.test(asked.order))
    return { kind: "order", id: asked.order, isReturn: true };
  const product = products.find(({ sku }) => sku === asked.buy);
  return product ? { kind: "product", product, asksFirst: true } : null;
}

const ORDER_ID = /^ord_[0-9a-z]{26}$/;

/** What can be done about an unpaid order here: its own way of paying, or a new order in its place. */
export const wantOf = (order: Pick<OrderView, "id" | "product" | "tradeType">, way: Way): Want =>
  order.tradeType === way
    ? { kind: "order", id: order.id, isReturn: false }
    : { kind: "product", product: order.product, asksFirst: way === "h5", replaces: order.id };
