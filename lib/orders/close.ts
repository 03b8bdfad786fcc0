import type { z } from "zod";
import type { Ctx, MemberActor } from "@/lib/platform/context";
import { endOrder } from "./internal/end";
import { payUnavailable } from "./internal/pay";
import { viewOrder } from "./internal/view";
import { getOwnOrder } from "./read";
import { isPayable } from "./rules";
import type { OrderView, orderIdInput } from "./schema";

/** Gives up an own order that was not paid. One that was paid meanwhile is served and comes back as it then is. */
export async function closeOrder({
  ctx,
  input,
}: {
  ctx: Ctx<MemberActor>;
  input: z.infer<typeof orderIdInput>;
}): Promise<OrderView> {
  const order = await getOwnOrder(ctx, input.id);
  if (isPayable(order.status) && !(await endOrder(ctx, order.id, "closed"))) throw payUnavailable();
  return viewOrder(ctx, await getOwnOrder(ctx, input.id));
}
