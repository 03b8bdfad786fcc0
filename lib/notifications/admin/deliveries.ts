import { and, eq, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { notificationDeliveries, notifications, users, webhookEndpoints } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { toDeliveryView } from "../internal/views";
import { kindOf, TEST_KIND, unseenKinds } from "../rules";
import {
  deliveryIdInput,
  listAllDeliveriesInput,
  type SentDeliveryPage,
  type SentDeliveryView,
} from "../schema";

const columns = {
  delivery: notificationDeliveries,
  kind: notifications.kind,
  username: users.username,
  url: webhookEndpoints.url,
};

/**
 * Everybody's deliveries, newest first. Each filter walks an index of its own in the order of the list; of several the
 * planner takes the one with the fewest rows, a person's or a state's, and looks at the others there.
 */
export async function listAllDeliveries({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAllDeliveriesInput>;
}): Promise<SentDeliveryPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { channel, state, user, cursor, limit } = listAllDeliveriesInput.parse(input);
  const table = notificationDeliveries;
  const rows = await read(ctx)
    .where(
      and(
        user === undefined ? undefined : eq(table.userId, await userIdOf(ctx, user)),
        state === undefined ? undefined : eq(table.state, state),
        channel === undefined ? undefined : eq(table.channel, channel),
        afterCursor(table.createdAt, table.id, cursor),
      ),
    )
    .orderBy(...newestFirst(table))
    .limit(limit + 1);
  const found = page(rows, limit, ({ delivery }) => ({
    atMs: delivery.createdAt.getTime(),
    id: delivery.id,
  }));
  return { items: found.items.flatMap(toView), nextCursor: found.nextCursor };
}

/** One delivery, or null. */
export async function findDelivery({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof deliveryIdInput>;
}): Promise<SentDeliveryView | null> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const known = deliveryIdInput.safeParse(input);
  if (!known.success) return null;
  const [row] = await read(ctx).where(eq(notificationDeliveries.id, known.data.id));
  return row ? (toView(row)[0] ?? null) : null;
}

const read = (ctx: Ctx) =>
  executor(ctx)
    .select(columns)
    .from(notificationDeliveries)
    .innerJoin(notifications, eq(notifications.id, notificationDeliveries.notificationId))
    .innerJoin(users, eq(users.id, notificationDeliveries.userId))
    .leftJoin(webhookEndpoints, eq(webhookEndpoints.id, notificationDeliveries.endpointId))
    .$dynamic();

async function userIdOf(ctx: Ctx, named: string): Promise<string> {
  const name = named.toLowerCase();
  const same: SQL = name.includes("@") ? eq(users.email, name) : sql`lower(${users.username}) = ${name}`;
  const [known] = await executor(ctx).select({ id: users.id }).from(users).where(same);
  return known?.id ?? named;
}

type Row = Pick<Awaited<ReturnType<typeof read>>[number], keyof typeof columns>;

/** What is shown in the app only leaves by no channel and has no row of its own. */
const toView = ({ delivery, kind, username, url }: Row): SentDeliveryView[] =>
  delivery.channel === "app"
    ? []
    : [
        {
          ...toDeliveryView({ ...delivery, kind }),
          kind: unseenKinds.find((unseen) => unseen === kind) ?? kindOf(kind) ?? TEST_KIND,
          channel: delivery.channel,
          userId: delivery.userId,
          username,
          endpointId: delivery.endpointId,
          endpointHost: url === null ? null : new URL(url).host,
          deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
        },
      ];
