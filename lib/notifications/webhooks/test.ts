import type { z } from "zod";
import { transact } from "@/db/client";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { sendNow } from "../deliveries/send-now";
import { lockOwnEndpoint } from "../internal/endpoints";
import { addUnseen } from "../internal/unseen";
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
  const id = await transact(ctx, async (inner, tx) => {
    await lockOwnEndpoint(tx, userId, endpointId);
    const way = { channel: "webhook", endpointId } as const;
    return addUnseen(inner, tx, { userId, kind: TEST_KIND, data: { endpointId }, way });
  });
  return sendNow(ctx, id);
}
