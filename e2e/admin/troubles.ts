import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { orders, paymentDifferences, refunds } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

/** A difference with WeChat Pay about an order that nobody made; the order's number. */
export async function differ(): Promise<string> {
  const outTradeNo = newId("order");
  await db()
    .insert(paymentDifferences)
    .values({
      ...{ id: newId("paymentDifference"), kind: "amount", outTradeNo, reference: outTradeNo },
      ...{ source: "bill", expected: { amountFen: 690 }, found: { amountFen: 691 } },
    });
  return outTradeNo;
}

/** A refund of a paid order that WeChat Pay has refused and never heard of again; its id. */
export async function refuseRefund(orderId: string): Promise<string> {
  const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
  if (!order) throw new Error(`${orderId} is not there`);
  const id = newId("refund");
  const before = new Date(Date.now() - 3_600_000);
  await db()
    .insert(refunds)
    .values({
      ...{ id, orderId, status: "abnormal", amountFen: order.amountFen, reason: "E2E", problem: "refused" },
      ...{ idempotencyKey: id, requestedBy: "e2e", createdAt: before, updatedAt: before },
      take: { credits: 5, membershipMs: 0, forgivenCredits: 0 },
      nextQueryAt: new Date(Date.now() + 3_600_000),
    });
  return id;
}
