import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { generations, users } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { runLedgerCheck } from "@/lib/credits/checks/run";
import { picture } from "@/lib/generations/run/scripted.fixture";
import { openShop, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { newId } from "@/lib/platform/ids";
import { prepareRequestLog } from "../requests/prepare";
import { at, begin, deliver, Somebody } from "./history.fixture";
import { getOverview } from "./read";
import { liveTwoDays, rollUp } from "./two-days.fixture";

vi.mock(
  "@/lib/providers/registry",
  async () => (await import("@/lib/generations/run/scripted-provider.fixture")).registry,
);

const LATER = "19 18:00:00.000";
const BYTES = picture.length;
const overview = (range: "7d" | "30d" | "90d") =>
  getOverview({ ctx: testContext(userActor("usr_auditor", "free", "auditor"), at(LATER)), input: { range } });
let shop: Shop;
let gina: Somebody;

/** A week after the two days, one person with the largest plan and a model of her own. */
beforeAll(async () => {
  shop = await openShop();
  await liveTwoDays();
  await rollUp("12 12:00:00.000");
  await prepareRequestLog({ ctx: testContext(jobActor(), at("15 08:00:00.000")) });
  gina = await Somebody.signUp("gina", "15 09:00:00.000");
  for (const day of [15, 16, 17, 18]) await gina.ask(`${day} 10:00:00.000`);
  await gina.buy("15 11:00:00.000", "enterprise-month", 12_900);
  await rollUp("16 12:00:00.000");
  const order = await gina.order("19 10:00:00.000");
  await begin(order, "19 10:00:01.000");
  await deliver(order, 1, "19 10:00:04.000");
  await db()
    .update(generations)
    .set({ model: newId("apiConfig") })
    .where(eq(generations.id, order));
  await rollUp(LATER);
});
afterAll(() => shop.close());

test("a week stands beside the one before it, figure by figure", async () => {
  const week = await overview("7d");
  expect([week.firstDay, week.lastDay]).toEqual(["2026-11-13", "2026-11-19"]);
  expect(week.figures).toEqual({
    newUsers: { now: 1, before: 4 },
    closedUsers: { now: 0, before: 1 },
    // Four days with one person, and two days with two, of seven each.
    activeUsers: { now: 1, before: 1 },
    totalUsers: { now: 4, before: 3 },
    ended: { now: 1, before: 6 },
    succeeded: { now: 1, before: 3 },
    partlySucceeded: { now: 0, before: 1 },
    failed: { now: 0, before: 1 },
    cancelled: { now: 0, before: 1 },
    delivered: { now: 1, before: 5 },
    credits: { now: 1, before: 7 },
    ordersPaid: { now: 1, before: 3 },
    revenueFen: { now: 12_900, before: 6_580 },
    refunds: { now: 0, before: 1 },
    refundsFen: { now: 0, before: 690 },
    costMicroYuan: { now: 0, before: 1_000_000 },
    storageBytes: { now: 6 * BYTES, before: 5 * BYTES },
    storedImages: { now: 6, before: 5 },
  });
  expect([week.successRate, week.successRateBefore, week.medianMs, week.p95Ms]).toEqual([
    1, 0.8, 3_756, 3_756,
  ]);
  expect(week.creditsByPlan).toEqual({ enterprise: 1 });
  expect(week.days.at(-1)).toMatchObject({ day: "2026-11-19", succeeded: 1, creditsEnterprise: 1 });
});

test("what was made with a key of one's own is one row, at no cost of ours", async () => {
  expect((await overview("7d")).models).toEqual([
    {
      ...{ model: "own", succeeded: 1, partlySucceeded: 0, failed: 0, cancelled: 0, successRate: 1 },
      ...{ byTier: { "1K": 1 }, delivered: 1, credits: 1, costMicroYuan: 0, medianMs: 3_756, p95Ms: 3_756 },
    },
  ]);
});

test.each(["30d", "90d"] as const)("%s is the sum of all days, and nothing was before it", async (range) => {
  const { figures, creditsByPlan } = await overview(range);
  const sum = (now: number) => ({ now, before: 0 });
  expect(figures).toMatchObject({
    ...{ newUsers: sum(5), closedUsers: sum(1), totalUsers: sum(4), ended: sum(7), succeeded: sum(4) },
    ...{ partlySucceeded: sum(1), failed: sum(1), cancelled: sum(1), delivered: sum(6), credits: sum(8) },
    ...{ ordersPaid: sum(4), revenueFen: sum(19_480), refunds: sum(1), refundsFen: sum(690) },
    ...{ costMicroYuan: sum(1_000_000), storageBytes: sum(6 * BYTES), storedImages: sum(6) },
  });
  expect(creditsByPlan).toEqual({ free: 3, pro: 4, enterprise: 1 });
});

test("a ledger that does not agree, and requests without a partition, are told at once", async () => {
  await gina.ask("29 10:00:00.000");
  await db().execute(sql`update credit_accounts set balance = balance + 5
    where user_id = ${gina.userId} and balance > 0`);
  const { differences } = await runLedgerCheck({
    ctx: testContext(jobActor(), at("19 17:30:00.000")),
    input: {},
  });
  expect(differences.length).toBeGreaterThan(0);
  const { live, alerts } = await overview("7d");
  expect(live.ledgerDifferences).toBe(differences.length);
  expect(live.strayRequests).toEqual({ value: 1, isMore: false });
  expect(alerts).toContainEqual({ code: "ledger", value: differences.length });
  expect(alerts).toContainEqual({ code: "stray_requests", value: 1 });
});

test("the person of this week has the largest plan", async () => {
  const [row] = await db().select({ plan: users.plan }).from(users).where(eq(users.id, gina.userId));
  expect(row?.plan).toBe("enterprise");
});
