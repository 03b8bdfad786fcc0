import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { type Transaction, transact } from "@/db/client";
import { type RefundTake, refunds } from "@/db/schema";
import { requireJobOrAdmin } from "@/lib/accounts/rules";
import { describeActor, recordAudit } from "@/lib/audit/record";
import { revokeCredits } from "@/lib/credits/revoke";
import { withdrawMembership } from "@/lib/membership/withdraw";
import type { Ctx } from "@/lib/platform/context";
import { broken, conflict, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import { lockOrder, type OrderRow } from "../internal/change";
import { notifyUrl, pay } from "../internal/pay";
import { sendRefundRequested } from "../internal/send";
import { viewRefund } from "../internal/view";
import { creditsToTake, refundableOfPack, refundHindrance } from "../rules";
import { type OrderRefusal, type RefundView, requestRefundInput } from "../schema";
import { listGrantKeys, listStanding } from "./standing";

type RefundRow = typeof refunds.$inferSelect;

/**
 * Decides to give money back, in full or in part. What was bought goes back at once, in the same transaction, so
 * that it cannot be used while the money is on its way: credits of that order's grant, or time of that order's term.
 * More than is unused is refused with what can be refunded, unless an admin says that it may be (`force`).
 */
export async function requestRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof requestRefundInput>;
}): Promise<RefundView | OrderRefusal> {
  requireJobOrAdmin(ctx.actor);
  const given = requestRefundInput.parse(input);
  const result = await transact(ctx, (inner, tx) => decideRefund(inner, tx, given));
  if ("ok" in result) return result;
  failPoint("orders.refund-requested");
  if (result.status === "requested") await sendRefundRequested(result.id);
  return viewRefund(result);
}

/**
 * The decision alone, in the caller's transaction, which `ctx` carries. Whoever commits it calls `sendRefundRequested`
 * afterwards, or leaves that to the sweep.
 */
export async function decideRefund(
  ctx: Ctx,
  tx: Transaction,
  given: z.output<typeof requestRefundInput>,
): Promise<RefundRow | OrderRefusal> {
  requireJobOrAdmin(ctx.actor);
  const order = await lockOrder(tx, given.orderId);
  if (!order) throw notFound("order");
  const first = await findFirst(tx, given);
  if (first) return first;
  const before = await listStanding(tx, order.id);
  const hindrance = refundHindrance(order, before.length, ctx.now);
  if (hindrance) return refuse(hindrance);
  const beforeFen = before.reduce((sum, row) => sum + row.amountFen, 0);
  if (beforeFen + given.amountFen > order.amountFen)
    return { ...refuse("refund_too_large"), refundableFen: order.amountFen - beforeFen };
  const id = newId("refund", ctx.now.getTime());
  const grantKeys = await listGrantKeys(tx, order.id);
  const take = await takeBack(ctx, order, { ...given, id, beforeFen, grantKeys });
  if ("ok" in take) return take;
  const row = await insertRefund(ctx, tx, { order, id, take, ...given });
  await recordAudit(ctx, tx, {
    action: "orders.request-refund",
    subjectId: order.id,
    before: { status: order.status, onItsWayFen: beforeFen },
    after: { refundId: id, amountFen: given.amountFen, force: given.force, ...take },
    reason: given.reason,
  });
  return row;
}

const refuse = (reason: OrderRefusal["reason"]): OrderRefusal => ({ ok: false, reason });

async function findFirst(
  tx: Transaction,
  given: z.output<typeof requestRefundInput>,
): Promise<RefundRow | undefined> {
  const [row] = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, given.orderId), eq(refunds.idempotencyKey, given.idempotencyKey)));
  if (row && row.amountFen !== given.amountFen)
    throw conflict("idempotency_key_reused", "This key stands for another refund.");
  return row;
}

interface Asked {
  id: string;
  amountFen: number;
  beforeFen: number;
  force: boolean;
  reason: string;
  grantKeys: string[];
}

async function takeBack(ctx: Ctx, order: OrderRow, asked: Asked): Promise<RefundTake | OrderRefusal> {
  const nothing = { credits: 0, membershipMs: 0, forgivenCredits: 0 };
  // Paid and never served: there is nothing to take.
  if (order.fulfilledAt === null) return nothing;
  const platform: Ctx = { ...ctx, actor: { kind: "job", name: "refund" } };
  const businessKey = `refund:${asked.id}`;
  if (order.product.kind === "membership") {
    const withdrawn = await withdrawMembership({
      ctx: platform,
      input: {
        orderId: order.id,
        refundFen: asked.amountFen,
        businessKey,
        force: asked.force,
        returnedKeys: asked.grantKeys,
      },
    });
    if (withdrawn.ok) return withdrawn.take;
    return { ...refuse("refund_spent"), refundableFen: withdrawn.refundableFen };
  }
  const credits = order.product.credits ?? broken(`order ${order.id} holds a pack without credits`);
  const pack = { credits, priceFen: order.amountFen, beforeFen: asked.beforeFen };
  const amount = creditsToTake({ ...pack, refundFen: asked.amountFen });
  if (amount === 0) return nothing;
  const taken = await revokeCredits({
    ctx: platform,
    input: {
      userId: order.userId,
      grantKeys: asked.grantKeys,
      amount,
      partial: asked.force,
      businessKey,
      subjectId: order.id,
      reason: asked.reason,
    },
  });
  if (!taken.ok)
    return {
      ...refuse("refund_spent"),
      refundableFen: refundableOfPack({ ...pack, left: taken.available }),
    };
  return { ...nothing, credits: taken.taken, forgivenCredits: amount - taken.taken };
}

async function insertRefund(
  ctx: Ctx,
  tx: Transaction,
  refund: { order: OrderRow; id: string; take: RefundTake } & z.output<typeof requestRefundInput>,
): Promise<RefundRow> {
  const { order, id, amountFen, reason } = refund;
  const [row] = await tx
    .insert(refunds)
    .values({
      id,
      orderId: order.id,
      amountFen,
      reason,
      idempotencyKey: refund.idempotencyKey,
      take: refund.take,
      body: pay().refundBody({
        outRefundNo: id,
        outTradeNo: order.id,
        refundFen: amountFen,
        totalFen: order.amountFen,
        reason,
        notifyUrl: notifyUrl("refund-notify"),
      }),
      requestedBy: describeActor(ctx.actor).id,
      nextQueryAt: ctx.now,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .returning();
  return row ?? broken("insert returned no refund");
}
