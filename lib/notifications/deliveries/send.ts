import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { deliver } from "./deliver";
import type { DeliveryPorts } from "./outcome";

export type { DeliveryPorts, SpokenNotice } from "./outcome";

/** Sends one delivery if it is due. Whoever is told of it twice, or after the sweep, finds nothing to do. */
export async function sendDelivery({
  ctx,
  input,
  ports,
}: {
  ctx: Ctx;
  input: { deliveryId: string };
  ports: DeliveryPorts;
}): Promise<{ sent: boolean }> {
  requireJob(ctx.actor);
  return { sent: await deliver(ctx, input.deliveryId, ports) };
}
