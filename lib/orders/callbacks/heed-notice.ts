import { and, eq } from "drizzle-orm";
import { db, transact } from "@/db/client";
import { wechatNotices } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { PayNotice } from "@/lib/providers/wechat-pay/words";
import { pay } from "../internal/pay";
import { settleRefund } from "../refunds/settle";
import { settleOrder } from "../settle";

/** The signature held when it came; that it does not now may be for want of a certificate to be had later. */
const GIVE_UP_MS = 3_600_000;

/**
 * Does what a stored notice says. The signature is checked once more over the stored bytes, by the clock of their
 * arrival, so nothing that was written into the table by other means is ever believed. Safe to repeat.
 */
export async function heedPayNotice({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { noticeId: string };
}): Promise<{ state: string }> {
  requireJob(ctx.actor);
  const [row] = await db().select().from(wechatNotices).where(eq(wechatNotices.id, input.noticeId));
  if (row?.state !== "stored") return { state: row?.state ?? "gone" };
  const notice = await pay().readNotice({
    headers: new Headers(row.headers),
    raw: row.body,
    now: row.createdAt,
  });
  if (!notice && ctx.now.getTime() - row.createdAt.getTime() < GIVE_UP_MS) return { state: row.state };
  const problem = notice ? await heed(ctx, notice) : "unreadable";
  failPoint("orders.notice-heeded");
  await transact(ctx, (_, tx) =>
    tx
      .update(wechatNotices)
      .set({ state: problem ? "failed" : "done", problem, handledAt: ctx.now })
      .where(and(eq(wechatNotices.id, row.id), eq(wechatNotices.state, "stored"))),
  );
  return { state: problem ?? "done" };
}

/** Why nothing came of it, or null. */
async function heed(ctx: Ctx, notice: PayNotice): Promise<string | null> {
  if (notice.kind === "payment") {
    const { transaction: payment } = notice;
    if (payment.state !== "success" && payment.state !== "refund") return null;
    const settled = await settleOrder({ ctx, input: { payment, source: "notice" } });
    return settled.state === "mismatch" || settled.state === "unknown_order" ? settled.state : null;
  }
  if (notice.kind === "refund") {
    const settled = await settleRefund({ ctx, input: { report: notice.refund, source: "notice" } });
    return settled.state === "mismatch" || settled.state === "unknown_refund" ? settled.state : null;
  }
  return null;
}
