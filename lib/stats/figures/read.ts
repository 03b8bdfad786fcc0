import type { z } from "zod";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { addDays, addUp, alertsOf, daysBetween, daysOf, firstDayOf, percentile, successRate } from "../rules";
import { type ComparedFigure, getOverviewInput, type OverviewView, type RangeFigures } from "../schema";
import { readLive } from "./live";
import { modelsOf } from "./models";
import type { FigureName } from "./names";
import {
  readBuckets,
  readDayBuckets,
  readParts,
  readRecentRequests,
  readSums,
  readUpdatedAt,
} from "./stored";
import { Sums } from "./sums";
import { readVendors } from "./vendors";

/**
 * How the platform is doing in a range of days in Shanghai, today the last of them, compared with as many days before;
 * and how it stands at this moment. Read from what jobs have computed, and live only where rows are few by index.
 */
export async function getOverview({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof getOverviewInput>;
}): Promise<OverviewView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { range } = getOverviewInput.parse(input);
  const lastDay = businessDay(ctx.now);
  const firstDay = firstDayOf(range, lastDay);
  const before = addDays(firstDay, -daysOf(range));
  const [sums, parts, buckets, dayBuckets, updatedAt, live, vendors, requests] = await Promise.all([
    readSums(ctx, before, lastDay),
    readParts(ctx, firstDay, lastDay),
    readBuckets(ctx, firstDay, lastDay),
    readDayBuckets(ctx, firstDay, lastDay),
    readUpdatedAt(ctx, lastDay),
    readLive(ctx),
    readVendors(ctx),
    readRecentRequests(ctx),
  ]);
  const days = daysBetween(firstDay, lastDay);
  const earlier = daysBetween(before, addDays(firstDay, -1));
  const allBuckets = addUp(buckets.values());
  const today = new Sums(sums, [lastDay]).byState();
  return {
    range,
    firstDay,
    lastDay,
    updatedAt: updatedAt?.toISOString() ?? null,
    figures: compare(new Sums(sums, days), new Sums(sums, earlier)),
    successRate: successRate(new Sums(sums, days).byState()),
    successRateBefore: successRate(new Sums(sums, earlier).byState()),
    medianMs: percentile(allBuckets, 0.5),
    p95Ms: percentile(allBuckets, 0.95),
    creditsByPlan: new Sums(sums, days).split("credits.consumed"),
    days: days.map((day) => dayOf(new Sums(sums, [day]), day, dayBuckets.get(day) ?? [])),
    models: modelsOf(parts, buckets),
    live,
    vendors,
    alerts: alertsOf({
      oldestJobMs: live.oldestJobMs,
      openCircuits: vendors.reduce((sum, vendor) => sum + vendor.openCircuits, 0),
      successRate: successRate(today),
      endedToday: (today.succeeded ?? 0) + (today.partly_succeeded ?? 0) + (today.failed ?? 0),
      ledgerDifferences: live.ledgerDifferences,
      openDifferences: live.openDifferences.value,
      uncertainOutcomes: live.uncertainOutcomes.value,
      failedRuns: live.failedRuns.value,
      failedDeliveries: live.failedDeliveries.value,
      strayRequests: live.strayRequests.value,
      ...requests,
      figuresAgeMs: updatedAt && ctx.now.getTime() - updatedAt.getTime(),
    }),
  };
}

function compare(now: Sums, before: Sums): RangeFigures {
  const both = (read: (sums: Sums) => number): ComparedFigure => ({ now: read(now), before: read(before) });
  const sum = (figure: FigureName, part?: string) => both((sums) => sums.of(figure, part));
  return {
    newUsers: sum("users.new"),
    closedUsers: sum("users.closed"),
    activeUsers: both((sums) => Math.round(sums.of("users.active") / sums.days.length)),
    totalUsers: both((sums) => sums.last("users.total")),
    ended: sum("generations.ended"),
    succeeded: sum("generations.ended", "succeeded"),
    partlySucceeded: sum("generations.ended", "partly_succeeded"),
    failed: sum("generations.ended", "failed"),
    cancelled: sum("generations.ended", "cancelled"),
    delivered: sum("images.delivered"),
    credits: sum("credits.consumed"),
    ordersPaid: sum("orders.paid"),
    revenueFen: sum("revenue.fen"),
    refunds: sum("refunds.count"),
    refundsFen: sum("refunds.fen"),
    costMicroYuan: sum("cost.micro-yuan"),
    storageBytes: both((sums) => sums.last("storage.bytes")),
    storedImages: both((sums) => sums.last("storage.images")),
  };
}

const dayOf = (sums: Sums, day: string, buckets: readonly number[]) => ({
  day,
  newUsers: sums.of("users.new"),
  activeUsers: sums.of("users.active"),
  succeeded: sums.of("generations.ended", "succeeded"),
  partlySucceeded: sums.of("generations.ended", "partly_succeeded"),
  failed: sums.of("generations.ended", "failed"),
  cancelled: sums.of("generations.ended", "cancelled"),
  revenueFen: sums.of("revenue.fen"),
  refundsFen: sums.of("refunds.fen"),
  creditsFree: sums.of("credits.consumed", "free"),
  creditsPro: sums.of("credits.consumed", "pro"),
  creditsEnterprise: sums.of("credits.consumed", "enterprise"),
  successRate: successRate(sums.byState()),
  medianMs: percentile(buckets, 0.5),
  p95Ms: percentile(buckets, 0.95),
  storageBytes: sums.has("storage.bytes") ? sums.last("storage.bytes") : null,
});
