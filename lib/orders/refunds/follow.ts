import { and, eq, inArray, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { refunds } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { failPoint } from "@/lib/platform/process/fail-points";
import { type RefundReport, WechatPayError } from "@/lib/providers/wechat-pay/words";
import { pay, troubleOf } from "../internal/pay";
import { isRefundOpen, refundDelayMs } from "../rules";
import { settleRefund } from "./settle";

type RefundRow = typeof refunds.$inferSelect;

/**
 * Brings a refund one step further: sends it, or asks how it stands, and does what the answer says. The number and
 * the bytes are always the same, so sending once more is never a second refund. `waitMs` is null at its end.
 */
export async function followRefund({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { refundId: string };
}): Promise<{ status: string; waitMs: number | null }> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  const refund = await claim(ctx, input.refundId);
  if (refund) {
    const report = await advance(refund);
    failPoint("orders.refund-answered");
    const now = later(ctx, begunMs);
    if (report instanceof WechatPayError) await note(now, refund, report);
    else await settleRefund({ ctx: now, input: { report, source: "query" } });
  }
  const [row] = await db().select().from(refunds).where(eq(refunds.id, input.refundId));
  if (!row || !isRefundOpen(row.status)) return { status: row?.status ?? "gone", waitMs: null };
  const dueMs = (row.nextQueryAt ?? ctx.now).getTime() - later(ctx, begunMs).now.getTime();
  return { status: row.status, waitMs: Math.max(1_000, dueMs) };
}

/** The refund, if it is due and nobody else has it; what will be done is written down first. */
async function claim(ctx: Ctx, id: string): Promise<RefundRow | null> {
  const [row] = await db().select().from(refunds).where(eq(refunds.id, id));
  if (!row || !isRefundOpen(row.status)) return null;
  const [claimed] = await db()
    .update(refunds)
    .set({
      status: row.status === "requested" ? "sending" : row.status,
      queries: row.queries + 1,
      nextQueryAt: new Date(ctx.now.getTime() + refundDelayMs(row.queries)),
      updatedAt: ctx.now,
    })
    .where(
      and(
        eq(refunds.id, id),
        eq(refunds.queries, row.queries),
        inArray(refunds.status, ["requested", "sending", "processing", "abnormal"]),
        lte(refunds.nextQueryAt, ctx.now),
      ),
    )
    .returning();
  return claimed ?? null;
}

async function advance(refund: RefundRow): Promise<RefundReport | WechatPayError> {
  const body = refund.body ?? broken(`refund ${refund.id} has no body`);
  try {
    // Known there by its number: ask. Not known for certain: send the same once more.
    if (refund.refundId !== null) return await pay().queryRefund(refund.id);
    return await pay().refund(body);
  } catch (error) {
    return troubleOf(error, refund.id);
  }
}

/** Nothing is final about a failure: the same refund is tried again, slower and slower, and an operator sees why. */
async function note(ctx: Ctx, refund: RefundRow, error: WechatPayError): Promise<void> {
  const isLasting = error.trouble === "refused" || error.trouble === "setup";
  await db()
    .update(refunds)
    .set({
      problem: error.code === "" ? error.trouble : error.code.slice(0, 60),
      ...(isLasting ? { status: "abnormal" as const } : {}),
      updatedAt: ctx.now,
    })
    .where(and(eq(refunds.id, refund.id), inArray(refunds.status, ["sending", "processing", "abnormal"])));
}
