import { sql } from "drizzle-orm";
import { transact } from "@/db/client";
import { wechatNotices } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { sha256Hex } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/ids";
import { failPoint } from "@/lib/platform/process/fail-points";
import type { PayNotice } from "@/lib/providers/wechat-pay/words";
import { sendNoticeStored } from "../internal/send";

const KEPT = /^(wechatpay-|content-type$)/;

/**
 * Stores a verified notice once and hands it on. It is committed when this returns, so the vendor may be told; a
 * repetition is counted and handed on only where the first was never heeded.
 */
export async function acceptPayNotice({
  ctx,
  notice,
  raw,
  headers,
}: {
  ctx: Ctx;
  notice: PayNotice;
  raw: Uint8Array;
  headers: Headers;
}): Promise<void> {
  const stored = await transact(ctx, async (_, tx) => {
    const [row] = await tx
      .insert(wechatNotices)
      .values({
        id: newId("wechatNotice", ctx.now.getTime()),
        kind: notice.kind,
        dedupeKey: sha256Hex(notice.id),
        orderId: orderOf(notice),
        body: Buffer.from(raw),
        headers: Object.fromEntries([...headers].filter(([name]) => KEPT.test(name))),
        ...(notice.kind === "other" ? { state: "done" as const, handledAt: ctx.now } : {}),
        createdAt: ctx.now,
      })
      .onConflictDoUpdate({
        target: [wechatNotices.kind, wechatNotices.dedupeKey],
        set: { deliveries: sql`${wechatNotices.deliveries} + 1` },
      })
      .returning({ id: wechatNotices.id, state: wechatNotices.state });
    return row;
  });
  failPoint("orders.notice-stored");
  if (stored?.state === "stored") await sendNoticeStored(stored.id);
}

function orderOf(notice: PayNotice): string | null {
  if (notice.kind === "payment") return notice.transaction.outTradeNo.slice(0, 64);
  return notice.kind === "refund" ? notice.refund.outTradeNo.slice(0, 64) : null;
}
