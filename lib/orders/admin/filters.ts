import { and, eq, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { withinDays } from "@/db/keyset";
import { orders, refunds, users } from "@/db/schema";
import type { OrderFilters, RefundFilters } from "../schema";

/**
 * By which moment orders are listed, ordered and cut into days: those that were paid by the moment of the payment, as
 * the figures of revenue count them, all others by when they were made.
 */
export const momentOfOrders = (status: OrderFilters["status"]) =>
  status === "paid" ? orders.paidAt : orders.createdAt;

/** The same of one row. */
export const listedAt = (
  row: { paidAt: Date | null; createdAt: Date },
  status: OrderFilters["status"],
): Date => (status === "paid" ? row.paidAt : null) ?? row.createdAt;

/** Which orders are asked for; null where nobody is who is named. */
export async function findOrdersBy(
  from: Executor,
  { status, user, number, ...days }: OrderFilters,
): Promise<SQL | undefined | null> {
  const userId = user === undefined ? undefined : await findUserId(from, user);
  if (userId === null) return null;
  return and(
    number === undefined ? undefined : await numbered(from, number),
    userId === undefined ? undefined : eq(orders.userId, userId),
    ofStatus(status),
    withinDays(momentOfOrders(status), days),
  );
}

/** Paid is every order that money ever came for, also what went back since: exactly what the figures count. */
function ofStatus(status: OrderFilters["status"]): SQL | undefined {
  if (status === undefined) return undefined;
  if (status === "paid") return isNotNull(orders.paidAt);
  return eq(orders.status, status === "undelivered" ? "paid" : status);
}

/** The order that has this number, at WeChat Pay or here, or one of whose refunds has it: one step of an index each. */
async function numbered(from: Executor, number: string): Promise<SQL | undefined> {
  const [refund] = await from
    .select({ orderId: refunds.orderId })
    .from(refunds)
    .where(or(eq(refunds.id, number), eq(refunds.refundId, number)))
    .limit(1);
  return refund ? eq(orders.id, refund.orderId) : or(eq(orders.id, number), eq(orders.transactionId, number));
}

/** Whose id, e-mail address or username this is; null for nobody's. */
async function findUserId(from: Executor, text: string): Promise<string | null> {
  const [row] = await from
    .select({ id: users.id })
    .from(users)
    .where(
      or(
        eq(users.id, text),
        eq(users.email, text.toLowerCase()),
        sql`lower(${users.username}) = ${text.toLowerCase()}`,
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/** Refunds that have reached the payer by when they did, as the figure of refunds counts them; others by when they were decided. */
export const momentOfRefunds = (status: RefundFilters["status"]) =>
  status === "succeeded" ? refunds.succeededAt : refunds.createdAt;

/** The same of one row. */
export const refundListedAt = (
  row: { succeededAt: Date | null; createdAt: Date },
  status: RefundFilters["status"],
): Date => (status === "succeeded" ? row.succeededAt : null) ?? row.createdAt;

/** Which refunds are asked for. */
export function refundsBy({ status, ...days }: RefundFilters): SQL | undefined {
  const isAsked =
    status === undefined
      ? undefined
      : status === "succeeded"
        ? isNotNull(refunds.succeededAt)
        : eq(refunds.status, status);
  return and(isAsked, withinDays(momentOfRefunds(status), days));
}
