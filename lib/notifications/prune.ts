import { inArray, lt } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries, notifications } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { firstIdAt } from "@/lib/platform/ids";
import { DELIVERY_DAYS, NOTICE_DAYS } from "./rules";

const DAY_MS = 86_400_000;
const BATCH = 2_000;

/**
 * Removes notifications after 180 days and deliveries after 30, in batches. Ids sort by their time, so the oldest are
 * found by the primary key.
 */
export async function pruneNotifications({
  ctx,
}: {
  ctx: Ctx;
}): Promise<{ notifications: number; deliveries: number }> {
  requireJob(ctx.actor);
  const before = (days: number) => ctx.now.getTime() - days * DAY_MS;
  return {
    deliveries: await inBatches(() => removeDeliveries(firstIdAt("delivery", before(DELIVERY_DAYS)))),
    notifications: await inBatches(() => removeNotices(firstIdAt("notification", before(NOTICE_DAYS)))),
  };
}

async function inBatches(remove: () => Promise<{ length: number }>): Promise<number> {
  let removed = 0;
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = (await remove()).length;
  return removed;
}

function removeDeliveries(firstId: string) {
  const { id } = notificationDeliveries;
  const old = db()
    .select({ id })
    .from(notificationDeliveries)
    .where(lt(id, firstId))
    .orderBy(id)
    .limit(BATCH);
  return db().delete(notificationDeliveries).where(inArray(id, old)).returning({ id });
}

function removeNotices(firstId: string) {
  const { id } = notifications;
  const old = db().select({ id }).from(notifications).where(lt(id, firstId)).orderBy(id).limit(BATCH);
  return db().delete(notifications).where(inArray(id, old)).returning({ id });
}
