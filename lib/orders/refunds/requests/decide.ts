import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { refundRequests } from "@/db/schema";
import { describeActor, recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { lockOrder } from "../../internal/change";

/** A request with the buyer of its order. */
type RequestRow = typeof refundRequests.$inferSelect & { userId: string };

/** The request, locked behind its order: every writing about money of an order begins with the order. */
export async function lockRequest(tx: Transaction, id: string): Promise<RequestRow> {
  const [known] = await tx
    .select({ orderId: refundRequests.orderId })
    .from(refundRequests)
    .where(eq(refundRequests.id, id));
  if (!known) throw notFound("refund request");
  const order = await lockOrder(tx, known.orderId);
  const [row] = await tx.select().from(refundRequests).where(eq(refundRequests.id, id)).for("update");
  if (!order || !row) throw notFound("refund request");
  return { ...row, userId: order.userId };
}

/** Writes down what was decided about a locked request, and who did. */
export async function writeDecision(
  ctx: Ctx,
  tx: Transaction,
  request: RequestRow,
  decision:
    | { state: "approved"; refundId: string; force: boolean; amountFen: number }
    | { state: "declined" },
  note: string,
): Promise<void> {
  const refundId = decision.state === "approved" ? decision.refundId : null;
  await tx
    .update(refundRequests)
    .set({
      ...{ state: decision.state, refundId, note, updatedAt: ctx.now },
      ...{ decidedBy: describeActor(ctx.actor).id, decidedAt: ctx.now },
    })
    .where(eq(refundRequests.id, request.id));
  await recordAudit(ctx, tx, {
    action: decision.state === "approved" ? "refund-requests.approve" : "refund-requests.decline",
    subjectId: request.orderId,
    before: { request: request.id, state: request.state, amountFen: request.amountFen },
    after: { request: request.id, ...decision },
    reason: note,
  });
}
