import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { createEndpoint } from "@/lib/notifications/webhooks/create";
import { newId } from "@/lib/platform/ids";
import { one, own, type Rows } from "./rows.fixture";
import { MARK, type World } from "./world.fixture";

async function endpointOf(world: World) {
  // A person may have five; each row has one of its own.
  await db().delete(webhookEndpoints).where(eq(webhookEndpoints.userId, world.ownerId));
  const url = `https://hooks.example.com/${MARK}`;
  const made = await createEndpoint({ ctx: world.ownerCtx(), input: { url } });
  if ("ok" in made) throw new Error(made.reason);
  return { params: { id: made.id } };
}

async function deliveryOf(world: World) {
  const { params } = await endpointOf(world);
  const notificationId = newId("notification");
  const row = { userId: world.ownerId, kind: "generation_ended", data: {} };
  await db()
    .insert(notifications)
    .values({ ...row, id: notificationId, businessKey: notificationId });
  const deliveryId = newId("delivery");
  await db()
    .insert(notificationDeliveries)
    .values({
      ...{ id: deliveryId, notificationId, userId: world.ownerId, channel: "webhook", endpointId: params.id },
      state: "failed",
    });
  return { params: { ...params, deliveryId } };
}

export const noticeRows: Rows = {
  "GET /api/v1/notifications": own({ clients: true }, 200),
  "GET /api/v1/notifications/summary": own({ clients: true }, 200),
  "GET /api/v1/notifications/events": own({}, 200),
  "POST /api/v1/notifications/read": own({}, 200, async (world) => {
    const id = newId("notification");
    const row = { userId: world.ownerId, kind: "generation_ended", data: {} };
    await db()
      .insert(notifications)
      .values({ ...row, id, businessKey: id });
    return { body: { ids: [id] } };
  }),
  "GET /api/v1/notification-preferences": own({}, 200),
  "PUT /api/v1/notification-preferences": own({}, 200, () => ({
    body: { items: [{ kind: "generation_ended", channel: "email", enabled: false }] },
  })),
  "GET /api/v1/webhook-endpoints": own({}, 200),
  "POST /api/v1/webhook-endpoints": own({}, 201, () => ({ body: { url: "https://hooks.example.com/x" } })),
  "GET /api/v1/webhook-endpoints/[id]": one({}, 200, endpointOf),
  "PATCH /api/v1/webhook-endpoints/[id]": one({}, 200, async (world) => ({
    ...(await endpointOf(world)),
    body: { enabled: false },
  })),
  "DELETE /api/v1/webhook-endpoints/[id]": one({}, 204, endpointOf),
  "POST /api/v1/webhook-endpoints/[id]/secret": one({}, 200, endpointOf),
  "POST /api/v1/webhook-endpoints/[id]/test": one({}, 200, endpointOf),
  "GET /api/v1/webhook-endpoints/[id]/deliveries": one({}, 200, endpointOf),
  "POST /api/v1/webhook-endpoints/[id]/deliveries/[deliveryId]/resend": one({}, 200, deliveryOf),
};
