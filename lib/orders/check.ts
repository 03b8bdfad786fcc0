import { eq } from "drizzle-orm";
import type { z } from "zod";
import { db } from "@/db/client";
import { orders } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Actor, Ctx } from "@/lib/platform/context";
import { notFound } from "@/lib/platform/errors";
import { askAbout } from "./internal/ask";
import type { OrderRow } from "./internal/change";
import { viewOrder } from "./internal/view";
import type { OrderView, orderIdInput } from "./schema";

/**
 * Asks WeChat Pay how an unpaid order stands and does what the answer says: settles, closes, or waits. The person's
 * page may ask at any time (WeChat Pay is asked every two seconds at most), jobs ask when it is due. No answer
 * changes nothing.
 */
export async function checkOrder({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.infer<typeof orderIdInput>;
}): Promise<OrderView> {
  await askAbout(ctx, await getOrderToCheck(ctx, input.id));
  return viewOrder(ctx, await getOrderToCheck(ctx, input.id));
}

async function getOrderToCheck(ctx: Ctx, id: string): Promise<OrderRow> {
  if (ctx.actor.kind !== "job") requirePermission(ctx.actor, "READ_USER");
  const [row] = await db().select().from(orders).where(eq(orders.id, id));
  if (!row || !maySee(ctx.actor, row)) throw notFound("order");
  return row;
}

/** The platform looks after everybody's orders, a person after their own. */
const maySee = (actor: Actor, order: OrderRow): boolean =>
  actor.kind === "job" || order.userId === requireUser(actor);
