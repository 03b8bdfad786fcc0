import { eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { notificationDeliveries, webhookEndpoints } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { wakeSenders } from "../internal/channels";
import { deliveryIdInput, type NotificationRefusal } from "../schema";

/**
 * Puts anybody's delivery that failed or was dropped back into the queue, with the id that it had; it leaves within a
 * minute. Refused for one that waits, is being sent or has arrived, and where its endpoint is switched off. A message
 * of WeChat takes another consent of its reader.
 */
export async function sendDeliveryAgain({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deliveryIdInput>;
}): Promise<{ id: string } | NotificationRefusal> {
  requirePermission(ctx.actor, "WRITE_ADMIN");
  const { id } = deliveryIdInput.parse(input);
  return transact(ctx, async (inner, tx): Promise<{ id: string } | NotificationRefusal> => {
    const mine = eq(notificationDeliveries.id, id);
    const [row] = await tx.select().from(notificationDeliveries).where(mine).for("update");
    if (!row) throw notFound("delivery");
    if (row.state !== "failed" && row.state !== "dropped")
      return { ok: false, reason: "delivery_not_failed" };
    if (row.endpointId !== null) {
      const [endpoint] = await tx
        .select({ disabledAt: webhookEndpoints.disabledAt })
        .from(webhookEndpoints)
        .where(eq(webhookEndpoints.id, row.endpointId));
      if (endpoint?.disabledAt) return { ok: false, reason: "endpoint_off" };
    }
    const after = { state: "waiting" as const, attempts: 0 };
    await tx
      .update(notificationDeliveries)
      .set({ ...after, nextAt: ctx.now, updatedAt: ctx.now })
      .where(mine);
    await recordAudit(inner, tx, {
      action: "notifications.send-again",
      subjectId: id,
      before: { state: row.state, attempts: row.attempts, error: row.error },
      after,
    });
    await wakeSenders(tx, [id]);
    return { id };
  });
}
