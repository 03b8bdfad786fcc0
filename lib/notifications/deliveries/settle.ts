import { and, eq, sql } from "drizzle-orm";
import { type Transaction, transact } from "@/db/client";
import { notificationDeliveries, webhookEndpoints } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { notifyUser } from "../notify";
import { MAX_FAILURES, retryAfterMs, TEST_KIND } from "../rules";
import type { ClaimedDelivery, Outcome } from "./outcome";

/**
 * Writes down how a try went, unless a later one has begun: delivered, to be tried again, failed for good, or dropped.
 * A person waits for the result of a test, so that is never tried again.
 */
export function settleDelivery(ctx: Ctx, claimed: ClaimedDelivery, outcome: Outcome): Promise<void> {
  const isTest = claimed.notice.kind === TEST_KIND;
  const waitMs = outcome.state === "retry" && !isTest ? retryAfterMs(claimed.attempt) : null;
  const state =
    outcome.state === "retry"
      ? waitMs === null
        ? ("failed" as const)
        : ("waiting" as const)
      : outcome.state;
  return transact(ctx, async (inner, tx) => {
    const [settled] = await tx
      .update(notificationDeliveries)
      .set({
        state,
        nextAt: waitMs === null ? null : new Date(ctx.now.getTime() + waitMs),
        status: outcome.status ?? null,
        error: outcome.error ?? null,
        durationMs: outcome.durationMs ?? null,
        deliveredAt: state === "delivered" ? ctx.now : null,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(notificationDeliveries.id, claimed.id),
          eq(notificationDeliveries.attempts, claimed.attempt),
          eq(notificationDeliveries.state, "sending"),
        ),
      )
      .returning({ id: notificationDeliveries.id });
    if (!settled || claimed.endpointId === null) return;
    if (state === "delivered") await forgetFailures(tx, claimed.endpointId);
    if (state === "failed" && !isTest) await countFailure(inner, tx, claimed, claimed.endpointId);
  });
}

const forgetFailures = (tx: Transaction, endpointId: string) =>
  tx
    .update(webhookEndpoints)
    .set({ failures: 0 })
    .where(and(eq(webhookEndpoints.id, endpointId), sql`${webhookEndpoints.failures} > 0`));

/** Too many in a row switch the endpoint off, and its owner is told. */
async function countFailure(
  ctx: Ctx,
  tx: Transaction,
  { id, userId }: ClaimedDelivery,
  endpointId: string,
): Promise<void> {
  const [endpoint] = await tx
    .update(webhookEndpoints)
    .set({ failures: sql`${webhookEndpoints.failures} + 1` })
    .where(eq(webhookEndpoints.id, endpointId))
    .returning({
      url: webhookEndpoints.url,
      failures: webhookEndpoints.failures,
      disabledAt: webhookEndpoints.disabledAt,
    });
  if (!endpoint || endpoint.disabledAt !== null || endpoint.failures < MAX_FAILURES) return;
  await tx
    .update(webhookEndpoints)
    .set({ disabledAt: ctx.now, disabledBy: "failures", updatedAt: ctx.now })
    .where(eq(webhookEndpoints.id, endpointId));
  await notifyUser({
    ctx,
    input: {
      userId,
      kind: "webhook.disabled",
      businessKey: `webhook.disabled:${endpointId}:${id}`,
      data: { endpointId, host: new URL(endpoint.url).host, failures: endpoint.failures },
    },
  });
}
