import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { executor } from "@/db/client";
import { afterCursor, newestFirst } from "@/db/keyset";
import { orders, refunds, users } from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { page } from "@/lib/platform/http/cursor";
import { viewAdminRefund } from "../refunds/requests/view";
import { type AllRefundsPage, listAllRefundsInput } from "../schema";
import { momentOfRefunds, refundListedAt, refundsBy } from "./filters";

const requesters = alias(users, "requesters");

/**
 * Every refund, whoever asked for it: an admin, or the platform for an account that is closed. Newest first, with days
 * of Shanghai: those that have reached the payer by the day on which they did, so that a range of days sums up to the
 * figure of that range; all others by the day on which they were decided.
 */
export async function listAllRefunds({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listAllRefundsInput>;
}): Promise<AllRefundsPage> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { cursor, limit, ...filters } = listAllRefundsInput.parse(input);
  const moment = momentOfRefunds(filters.status);
  const rows = await executor(ctx)
    .select({
      refund: refunds,
      userId: orders.userId,
      username: users.username,
      requester: requesters.username,
    })
    .from(refunds)
    .innerJoin(orders, eq(orders.id, refunds.orderId))
    .innerJoin(users, eq(users.id, orders.userId))
    .leftJoin(requesters, eq(requesters.id, refunds.requestedBy))
    .where(and(refundsBy(filters), afterCursor(moment, refunds.id, cursor)))
    .orderBy(...newestFirst({ createdAt: moment, id: refunds.id }))
    .limit(limit + 1);
  const found = page(rows, limit, ({ refund }) => ({
    atMs: refundListedAt(refund, filters.status).getTime(),
    id: refund.id,
  }));
  return {
    items: found.items.map(({ refund, ...who }) => ({
      ...viewAdminRefund(refund),
      ...{ orderId: refund.orderId, ...who },
    })),
    nextCursor: found.nextCursor,
  };
}
