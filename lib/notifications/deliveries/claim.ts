import { and, eq, gt, lte, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { notificationDeliveries, notifications, wechatSubscriptions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { broken } from "@/lib/platform/errors";
import { templateOf } from "../internal/templates";
import { kindOf } from "../rules";
import type { ClaimedDelivery, Outcome } from "./outcome";

/** Longer than any try may take: a process that has not said how it went by then is dead. */
const LEASE_MS = 2 * 60_000;

/** What became of a try to take a delivery: somebody sends it, or it is decided without being sent. */
export type Claim = { claimed: ClaimedDelivery; decided?: Outcome };

/**
 * Takes a delivery that is due, for as long as the lease; null when it is not, or somebody else has it. A consent of
 * WeChat is spent here, in the transaction that says that it is about to be sent. One that was being sent when its
 * process died is tried again, but for WeChat: nobody knows whether that message went out, and its consent is spent.
 */
export function claimDelivery(ctx: Ctx, id: string): Promise<Claim | null> {
  return transact(ctx, async (_, tx) => {
    const [row] = await tx
      .select()
      .from(notificationDeliveries)
      .where(and(eq(notificationDeliveries.id, id), lte(notificationDeliveries.nextAt, ctx.now)))
      .for("update", { skipLocked: true });
    if (!row) return null;
    const [notice] = await tx
      .select({
        id: notifications.id,
        kind: notifications.kind,
        data: notifications.data,
        createdAt: notifications.createdAt,
      })
      .from(notifications)
      .where(eq(notifications.id, row.notificationId));
    if (!notice || row.channel === "app") broken(`the delivery ${id} has nothing to send`);
    const attempt = row.attempts + 1;
    await tx
      .update(notificationDeliveries)
      .set({
        state: "sending",
        attempts: attempt,
        nextAt: new Date(ctx.now.getTime() + LEASE_MS),
        updatedAt: ctx.now,
      })
      .where(eq(notificationDeliveries.id, id));
    const { endpointId, userId, channel } = row;
    const claimed: ClaimedDelivery = { id, attempt, channel, endpointId, userId, notice };
    if (channel !== "wechat") return { claimed };
    if (row.state === "sending") return { claimed, decided: { state: "failed", error: "unknown_outcome" } };
    if (await spendConsent(ctx, tx, userId, notice.kind)) return { claimed };
    return { claimed, decided: { state: "dropped", error: "no_consent" } };
  });
}

/** Each consent of a person is good for one message. */
async function spendConsent(ctx: Ctx, tx: Transaction, userId: string, kindName: string): Promise<boolean> {
  const kind = kindOf(kindName);
  const template = kind ? templateOf(kind) : null;
  if (!template) return false;
  const spent = await tx
    .update(wechatSubscriptions)
    .set({ left: sql`${wechatSubscriptions.left} - 1`, updatedAt: ctx.now })
    .where(
      and(
        eq(wechatSubscriptions.userId, userId),
        eq(wechatSubscriptions.templateId, template.id),
        gt(wechatSubscriptions.left, 0),
      ),
    )
    .returning({ left: wechatSubscriptions.left });
  return spent.length > 0;
}
