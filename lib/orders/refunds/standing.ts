import { and, eq, ne } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { refunds } from "@/db/schema";
import { orderGrantKey } from "../settle";
import { refundUndoneKey } from "./settle";

/** What of an order has gone back or is on its way. */
export const listStanding = (from: Executor, orderId: string): Promise<{ amountFen: number }[]> =>
  from
    .select({ amountFen: refunds.amountFen })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), ne(refunds.status, "closed")))
    .limit(1_000);

/** Under which keys the order's credits are here: as they came, and as they came back from refunds that failed. */
export async function listGrantKeys(from: Executor, orderId: string): Promise<string[]> {
  const undone = await from
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), eq(refunds.status, "closed")))
    .limit(100);
  return [orderGrantKey(orderId), ...undone.map((refund) => refundUndoneKey(refund.id))];
}
