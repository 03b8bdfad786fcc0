import { isDecided, type Submission, submissionFor } from "@/components/shell/forms/submission";
import { newSubmitKey } from "@/lib/generations/client";
import { closeOrder, createOrder } from "@/lib/orders/client";
import { isPaid } from "@/lib/orders/rules";
import type { OrderView, ProductView } from "@/lib/orders/schema";
import type { Way } from "../rules";

export interface NewOrder {
  product: ProductView;
  /** An unpaid order in whose place this one comes. */
  replaces?: string;
}

/**
 * Takes an order, or answers the one to be replaced when that was paid meanwhile. An order whose answer got lost is
 * sent again under its key, so that neither a second press nor a bad network makes a second order.
 */
export async function takeOrder(
  { product, replaces }: NewOrder,
  way: Way,
  last: { current: Submission | null },
): Promise<OrderView> {
  if (replaces) {
    const old = await closeOrder(replaces);
    if (isPaid(old.status)) return old;
  }
  const wanted = { sku: product.sku, priceFen: product.priceFen, tradeType: way };
  last.current = submissionFor(last.current, wanted, newSubmitKey);
  try {
    return await createOrder({ ...wanted, idempotencyKey: last.current.key });
  } catch (error) {
    if (isDecided(error)) last.current = null;
    throw error;
  }
}
