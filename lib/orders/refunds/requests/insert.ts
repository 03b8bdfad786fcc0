import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { refundRequests } from "@/db/schema";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";

/** The request that this key stands for. */
export async function findRequest(tx: Transaction, orderId: string, idempotencyKey: string) {
  const [row] = await tx
    .select()
    .from(refundRequests)
    .where(and(eq(refundRequests.orderId, orderId), eq(refundRequests.idempotencyKey, idempotencyKey)));
  return row;
}

export async function hasOpenRequest(tx: Transaction, orderId: string): Promise<boolean> {
  const open = and(eq(refundRequests.orderId, orderId), eq(refundRequests.state, "open"));
  const rows = await tx.select({ id: refundRequests.id }).from(refundRequests).where(open);
  return rows.length > 0;
}

/** Writes down a request about a locked order, and who asks. */
export async function insertRequest(
  ctx: Ctx,
  tx: Transaction,
  request: { orderId: string; amountFen: number; reason: string; idempotencyKey: string },
): Promise<string> {
  const id = newId("refundRequest", ctx.now.getTime());
  const at = { createdAt: ctx.now, updatedAt: ctx.now };
  const requestedBy = describeActor(ctx.actor).id;
  await tx.insert(refundRequests).values({ id, ...request, requestedBy, ...at });
  await recordAudit(ctx, tx, {
    action: "refund-requests.open",
    subjectId: request.orderId,
    before: { request: null },
    after: { request: id, state: "open", amountFen: request.amountFen },
    reason: request.reason,
  });
  return id;
}
