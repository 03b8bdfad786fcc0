import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { newId } from "@/lib/platform/ids";

/** A call of somebody's own address that was given up; the delivery's id. */
export async function failedCall(url: string): Promise<string> {
  const [endpoint] = await db().select().from(webhookEndpoints).where(eq(webhookEndpoints.url, url));
  if (!endpoint) throw new Error(`${url} is nobody's address`);
  const { userId } = endpoint;
  const [notificationId, id] = [newId("notification"), newId("delivery")];
  await db()
    .insert(notifications)
    .values({
      ...{ id: notificationId, userId, kind: "generation_ended", businessKey: id },
      data: { status: "succeeded", delivered: 1 },
    });
  await db()
    .insert(notificationDeliveries)
    .values({
      ...{ id, notificationId, userId, channel: "webhook", endpointId: endpoint.id },
      ...{ state: "failed", attempts: 8, error: "status", status: 503 },
    });
  return id;
}
