import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { notificationDeliveries, notifications, webhookEndpoints } from "@/db/schema";
import { requirePermission, requireUser } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { findOwnEndpoint } from "../internal/endpoints";
import { toDeliveryView, toEndpointView } from "../internal/views";
import { type DeliveryPage, type EndpointView, endpointIdInput, listDeliveriesInput } from "../schema";

/** The acting person's endpoints, the first one first; there are never many. */
export async function listEndpoints({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ items: EndpointView[]; nextCursor: null }> {
  requirePermission(ctx.actor, "READ_USER");
  const rows = await executor(ctx)
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.userId, requireUser(ctx.actor)))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));
  return { items: rows.map(toEndpointView), nextCursor: null };
}

export async function getEndpoint({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof endpointIdInput>;
}): Promise<EndpointView> {
  requirePermission(ctx.actor, "READ_USER");
  const { id } = endpointIdInput.parse(input);
  return toEndpointView(await findOwnEndpoint(executor(ctx), requireUser(ctx.actor), id));
}

/** What was sent to an own endpoint, newest first; it is kept for 30 days. */
export async function listDeliveries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listDeliveriesInput>;
}): Promise<DeliveryPage> {
  requirePermission(ctx.actor, "READ_USER");
  const { id, cursor, limit } = listDeliveriesInput.parse(input);
  await findOwnEndpoint(executor(ctx), requireUser(ctx.actor), id);
  const rows = await executor(ctx)
    .select({ delivery: notificationDeliveries, kind: notifications.kind })
    .from(notificationDeliveries)
    .innerJoin(notifications, eq(notifications.id, notificationDeliveries.notificationId))
    .where(
      and(
        eq(notificationDeliveries.endpointId, id),
        afterCursor(notificationDeliveries.createdAt, notificationDeliveries.id, cursor),
      ),
    )
    .orderBy(...newestFirst(notificationDeliveries))
    .limit(limit + 1);
  const all = rows.map(({ delivery, kind }) => ({ ...delivery, kind }));
  const found = page(all, limit, (row) => ({ atMs: row.createdAt.getTime(), id: row.id }));
  return { items: found.items.map(toDeliveryView), nextCursor: found.nextCursor };
}
