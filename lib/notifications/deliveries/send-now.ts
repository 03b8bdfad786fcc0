import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries, notifications } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { broken, notFound } from "@/lib/platform/errors";
import { toDeliveryView } from "../internal/views";
import type { DeliveryView } from "../schema";
import { deliver } from "./deliver";

/** An endpoint's delivery needs no words and no WeChat. */
const forWebhooks = { speak: () => broken("a webhook has no words"), sendWechat: null };

/** Sends an endpoint's delivery while its owner waits, and shows how it went. */
export async function sendNow(ctx: Ctx, deliveryId: string): Promise<DeliveryView> {
  await deliver(ctx, deliveryId, forWebhooks);
  const [row] = await db()
    .select({ delivery: notificationDeliveries, kind: notifications.kind })
    .from(notificationDeliveries)
    .innerJoin(notifications, eq(notifications.id, notificationDeliveries.notificationId))
    .where(eq(notificationDeliveries.id, deliveryId));
  if (!row) throw notFound("delivery");
  return toDeliveryView({ ...row.delivery, kind: row.kind });
}
