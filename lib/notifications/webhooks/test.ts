import type { z } from "zod";
import { transact } from "@/db/client";
import { notificationDeliveries, notifications } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { sendNow } from "../deliveries/send-now";
import { lockOwnEndpoint } from "../internal/endpoints";
import { TEST_KIND } from "../rules";
import { type DeliveryView, endpointIdInput } from "../schema";

/** Sends a signed test to an own endpoint, also to one that is switched off, once, and says how it went. */
export async function testEndpoint({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof endpointIdInput>;
}): Promise<DeliveryView> {
  requirePermission(ctx.actor, "READ_USER");
  const userId = requireUser(ctx.actor);
  const { id: endpointId } = endpointIdInput.parse(input);
  const id = newId("delivery", ctx.now.getTime());
  await transact(ctx, async (_, tx) => {
    await lockOwnEndpoint(tx, userId, endpointId);
    const notificationId = newId("notification", ctx.now.getTime());
    const stamps = { createdAt: ctx.now };
    await tx.insert(notifications).values({
      ...stamps,
      id: notificationId,
      userId,
      kind: TEST_KIND,
      businessKey: `${TEST_KIND}:${id}`,
      data: { endpointId },
      readAt: ctx.now,
    });
    await tx.insert(notificationDeliveries).values({
      ...stamps,
      id,
      notificationId,
      userId,
      channel: "webhook",
      endpointId,
      nextAt: ctx.now,
      updatedAt: ctx.now,
    });
  });
  return sendNow(ctx, id);
}
