import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { transact } from "@/db/client";
import { notificationDeliveries } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { sendNow } from "../deliveries/send-now";
import { lockOwnEndpoint } from "../internal/endpoints";
import { type DeliveryView, type NotificationRefusal, resendInput } from "../schema";

/**
 * Sends a delivery of an own endpoint again, with the id that it had, and says how it went; tries that fail are
 * repeated as at first. Refused while it is being sent, and where the endpoint is switched off.
 */
export async function resendDelivery({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof resendInput>;
}): Promise<DeliveryView | NotificationRefusal> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { id, deliveryId } = resendInput.parse(input);
  const refused = await transact(ctx, async (inner, tx): Promise<NotificationRefusal | null> => {
    const endpoint = await lockOwnEndpoint(tx, userId, id);
    const mine = and(
      eq(notificationDeliveries.id, deliveryId),
      eq(notificationDeliveries.endpointId, endpoint.id),
    );
    const [row] = await tx.select().from(notificationDeliveries).where(mine).for("update");
    if (!row) throw notFound("delivery");
    if (endpoint.disabledAt !== null) return { ok: false, reason: "endpoint_off" };
    if (row.state === "sending" && row.nextAt !== null && row.nextAt > ctx.now)
      return { ok: false, reason: "delivery_under_way" };
    const after = { state: "waiting" as const, attempts: 0 };
    await tx
      .update(notificationDeliveries)
      .set({ ...after, nextAt: ctx.now, updatedAt: ctx.now })
      .where(mine);
    await recordAudit(inner, tx, {
      action: "notifications.resend-delivery",
      subjectId: deliveryId,
      before: { state: row.state, attempts: row.attempts },
      after,
    });
    return null;
  });
  return refused ?? sendNow(ctx, deliveryId);
}
