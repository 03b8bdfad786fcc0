import { asc, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { notificationDeliveries } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import { type Ctx, later } from "@/lib/platform/context";
import { logger } from "@/lib/platform/log";
import { semaphore } from "@/lib/platform/process/semaphore";
import { deliver } from "./deliver";
import type { DeliveryPorts } from "./outcome";

const BATCH = 200;
const AT_ONCE = 8;
/** Servers that hang cost ten seconds each: the rest is for the next minute's sweep. */
const BUDGET_MS = 45_000;

/**
 * Sends what is due: tries that were to be repeated, deliveries whose event was lost, and those that were being sent
 * when their process died. Runs every minute and at start-up; one that fails does not keep the others from leaving.
 */
export async function sweepDeliveries({
  ctx,
  ports,
}: {
  ctx: Ctx;
  ports: DeliveryPorts;
}): Promise<{ sent: number; failed: number }> {
  requireJob(ctx.actor);
  const begunMs = performance.now();
  const due = await db()
    .select({ id: notificationDeliveries.id })
    .from(notificationDeliveries)
    .where(lte(notificationDeliveries.nextAt, ctx.now))
    .orderBy(asc(notificationDeliveries.nextAt))
    .limit(BATCH);
  const turn = semaphore(AT_ONCE);
  const done = { sent: 0, failed: 0 };
  await Promise.all(
    due.map(({ id }) =>
      turn(async () => {
        if (performance.now() - begunMs > BUDGET_MS) return;
        try {
          if (await deliver(later(ctx, begunMs), id, ports)) done.sent += 1;
        } catch (err) {
          logger("notifications.sweep").error("a delivery could not be sent", { delivery: id, err });
          done.failed += 1;
        }
      }),
    ),
  );
  return done;
}
