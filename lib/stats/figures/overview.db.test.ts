import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { jobActor, testContext, userActor } from "@/db/testing";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { picture } from "@/lib/generations/run/scripted.fixture";
import { openShop, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import type { OverviewView, StatsRange } from "../schema";
import { at } from "./history.fixture";
import { getOverview } from "./read";
import { rollUpFigures } from "./roll-up";
import { liveTwoDays, NOW, rollUp } from "./two-days.fixture";

vi.mock(
  "@/lib/providers/registry",
  async () => (await import("@/lib/generations/run/scripted-provider.fixture")).registry,
);

const reader = testContext(userActor("usr_auditor", "free", "auditor"), at(NOW));
let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
  await liveTwoDays();
});
afterAll(() => shop.close());

const overview = (range: StatsRange): Promise<OverviewView> => getOverview({ ctx: reader, input: { range } });
const BYTES = picture.length;

test("the history itself is exact", async () => {
  const { differences } = await reconcileLedger({ ctx: testContext(jobActor(), at(NOW)) });
  expect(differences).toEqual([]);
});

test("every figure of today is what the history counts by hand, and so is the day before", async () => {
  const { live: _, vendors: __, models: ___, alerts: ____, ...stored } = await overview("today");
  expect(stored).toEqual({
    range: "today",
    firstDay: "2026-11-11",
    lastDay: "2026-11-11",
    updatedAt: "2026-11-11T10:00:00.000Z",
    figures: {
      newUsers: { now: 1, before: 3 },
      closedUsers: { now: 1, before: 0 },
      activeUsers: { now: 2, before: 2 },
      totalUsers: { now: 3, before: 3 },
      ended: { now: 3, before: 3 },
      succeeded: { now: 2, before: 1 },
      partlySucceeded: { now: 0, before: 1 },
      failed: { now: 0, before: 1 },
      cancelled: { now: 1, before: 0 },
      delivered: { now: 2, before: 3 },
      credits: { now: 2, before: 5 },
      ordersPaid: { now: 1, before: 2 },
      revenueFen: { now: 2_990, before: 3_590 },
      refunds: { now: 1, before: 0 },
      refundsFen: { now: 690, before: 0 },
      costMicroYuan: { now: 250_000, before: 750_000 },
      storageBytes: { now: 5 * BYTES, before: 3 * BYTES },
      storedImages: { now: 5, before: 3 },
    },
    successRate: 1,
    successRateBefore: 2 / 3,
    // 4 s and 16 s, in the middle of their buckets.
    medianMs: 3_756,
    p95Ms: 15_024,
    creditsByPlan: { free: 1, pro: 1 },
    days: [
      {
        day: "2026-11-11",
        newUsers: 1,
        activeUsers: 2,
        succeeded: 2,
        partlySucceeded: 0,
        failed: 0,
        cancelled: 1,
        revenueFen: 2_990,
        refundsFen: 690,
        creditsFree: 1,
        creditsPro: 1,
        creditsEnterprise: 0,
        ...{ successRate: 1, medianMs: 3_756, p95Ms: 15_024, storageBytes: 5 * BYTES },
      },
    ],
  });
});

test("every model of today and everything that is so at this moment is what the history counts by hand", async () => {
  const { live: now, vendors, models, alerts } = await overview("today");
  const model = { partlySucceeded: 0, failed: 0, successRate: 1 };
  expect(models).toEqual([
    {
      ...model,
      ...{ model: "scripted-1", succeeded: 1, cancelled: 1, byTier: { "1K": 2 }, delivered: 1, credits: 1 },
      ...{ costMicroYuan: 250_000, medianMs: 15_024, p95Ms: 15_024 },
    },
    {
      ...model,
      ...{
        model: "scripted-single",
        succeeded: 1,
        cancelled: 0,
        byTier: { "1K": 1 },
        delivered: 1,
        credits: 1,
      },
      ...{ costMicroYuan: 0, medianMs: 3_756, p95Ms: 3_756 },
    },
  ]);
  const one = { value: 1, isMore: false };
  expect(now).toEqual({
    queued: { value: 2, isMore: false },
    byStage: { rendering: 1, waiting: 1 },
    oldestJobMs: 8 * 3_600_000,
    uncertainOutcomes: { value: 2, isMore: false },
    reviewQueue: one,
    openDifferences: one,
    failedDeliveries: one,
    failedRuns: one,
    strayRequests: { value: 0, isMore: false },
    ledgerDifferences: 0,
  });
  expect(vendors).toEqual([
    {
      provider: "routed",
      channels: 1,
      enabled: 1,
      openCircuits: 1,
      circuitUntil: "2026-11-11T09:40:00.000Z",
      reasons: ["auth"],
      calls: 5,
      delivered: 2,
      failed: 1,
    },
  ]);
  expect(alerts).toEqual([
    { code: "payment_differences", value: 1 },
    { code: "oldest_job", value: 480 },
    { code: "open_circuits", value: 1 },
    { code: "uncertain_outcomes", value: 2 },
    { code: "failed_runs", value: 1 },
  ]);
});

test("a week is the sum of its days, with what stands at its end, and nothing was before it", async () => {
  const week = await overview("7d");
  const sum = (now: number) => ({ now, before: 0 });
  expect(week.figures).toEqual({
    newUsers: sum(4),
    closedUsers: sum(1),
    // Two on each of two days, of seven.
    activeUsers: sum(1),
    totalUsers: sum(3),
    ended: sum(6),
    succeeded: sum(3),
    partlySucceeded: sum(1),
    failed: sum(1),
    cancelled: sum(1),
    delivered: sum(5),
    credits: sum(7),
    ordersPaid: sum(3),
    revenueFen: sum(6_580),
    refunds: sum(1),
    refundsFen: sum(690),
    costMicroYuan: sum(1_000_000),
    storageBytes: sum(5 * BYTES),
    storedImages: sum(5),
  });
  expect([week.successRate, week.successRateBefore]).toEqual([0.8, null]);
  expect(week.creditsByPlan).toEqual({ free: 3, pro: 4 });
  // 4, 8, 16 and 64 seconds.
  expect([week.medianMs, week.p95Ms]).toEqual([7_512, 60_097]);
  expect(week.days.map(({ day }) => day)).toEqual(
    [5, 6, 7, 8, 9, 10, 11].map((n) => `2026-11-${String(n).padStart(2, "0")}`),
  );
  expect(week.days.at(-2)).toEqual({
    day: "2026-11-10",
    newUsers: 3,
    activeUsers: 2,
    succeeded: 1,
    partlySucceeded: 1,
    failed: 1,
    cancelled: 0,
    revenueFen: 3_590,
    refundsFen: 0,
    creditsFree: 2,
    creditsPro: 3,
    creditsEnterprise: 0,
    // 8 and 64 seconds; one of the three brought nothing.
    ...{ successRate: 2 / 3, medianMs: 7_512, p95Ms: 60_097, storageBytes: 3 * BYTES },
  });
  // A day without anything has no rate and no times, and nobody looked at its storage.
  expect(week.days[0]).toMatchObject({ successRate: null, medianMs: null, p95Ms: null, storageBytes: null });
  expect(week.models[0]).toEqual({
    ...{ model: "scripted-1", succeeded: 2, partlySucceeded: 1, failed: 1, cancelled: 1, successRate: 0.75 },
    ...{ byTier: { "1K": 4, "2K": 1 }, delivered: 4, credits: 6, costMicroYuan: 1_000_000 },
    ...{ medianMs: 15_024, p95Ms: 60_097 },
  });
});

test("rolling up again, twice at once and a day later, changes no figure of the two days", async () => {
  const before = await overview("7d");
  await Promise.all([rollUp(NOW), rollUp(NOW)]);
  expect(await overview("7d")).toEqual(before);
  await rollUp("12 12:00:00.000");
  const { updatedAt: _, ...after } = await overview("7d");
  const { updatedAt: __, ...same } = before;
  expect(after).toEqual(same);
});

test("is for those who may read the panel, and only jobs and admins compute it", async () => {
  const person = testContext(userActor("usr_x", "enterprise"), at(NOW));
  await expect(getOverview({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
  await expect(rollUpFigures({ ctx: person, input: { from: null } })).rejects.toMatchObject({ status: 403 });
});
