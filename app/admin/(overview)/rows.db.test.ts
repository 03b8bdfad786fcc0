import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { z } from "zod";
import { filtersOf } from "@/components/admin/kit/search-params";
import { chargedHref, endedHref, hrefsOf, openHref } from "@/components/admin/overview/rows";
import { db } from "@/db/client";
import { generationAttempts } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { listUsers } from "@/lib/accounts/admin/list";
import { listUsersInput, userFilters, userPlans } from "@/lib/accounts/schema";
import { listAllEntries } from "@/lib/credits/admin/ledger";
import { listAllEntriesInput } from "@/lib/credits/schema";
import { generationFilters, listAllGenerations } from "@/lib/generations/admin/list";
import { getGenerationRecord } from "@/lib/generations/admin/record";
import { resolveAttempt } from "@/lib/generations/admin/resolve";
import { listAllGenerationsInput } from "@/lib/generations/schema";
import { listAllOrders } from "@/lib/orders/admin/list";
import { listAllRefunds } from "@/lib/orders/admin/refunds";
import { openShop, type Shop } from "@/lib/orders/scenarios/shop.fixture";
import { listAllOrdersInput, listAllRefundsInput } from "@/lib/orders/schema";
import { at } from "@/lib/stats/figures/history.fixture";
import { getOverview } from "@/lib/stats/figures/read";
import { liveTwoDays, NOW, rollUp } from "@/lib/stats/figures/two-days.fixture";
import { listMargins } from "@/lib/stats/margins/read";
import { bucketOf, daysBetween, percentile, successRate } from "@/lib/stats/rules";
import { listMarginsInput, type StatsRange, statsRanges } from "@/lib/stats/schema";

vi.mock(
  "@/lib/providers/registry",
  async () => (await import("@/lib/generations/run/scripted-provider.fixture")).registry,
);

const ctx = testContext(userActor("usr_auditor", "free", "auditor"), at(NOW));
let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await liveTwoDays();
});
afterAll(() => shop.close());

/** What the page under a link shows, read by the page's own input and paged through to its end. */
async function rowsBehind<S extends Record<string, z.ZodType>, N extends keyof S & string, T>(
  href: string,
  [path, shape, names]: [string, S, readonly N[]],
  list: (input: Record<string, unknown>) => Promise<{ items: T[]; nextCursor: string | null }>,
): Promise<T[]> {
  const url = new URL(href, "http://panel.test");
  expect(url.pathname).toBe(path);
  const asked = Object.fromEntries([...url.searchParams].filter(([name]) => name !== "view"));
  const input = filtersOf(shape, asked, names);
  // A part of an address that the page does not understand would be left out in silence.
  expect(JSON.parse(JSON.stringify(input))).toEqual(asked);
  const rows: T[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await list({ ...input, cursor, limit: 2 });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  }
  return rows;
}

const generationsOf = (href: string) =>
  rowsBehind(href, ["/admin/generations", listAllGenerationsInput.shape, generationFilters], (input) =>
    listAllGenerations({ ctx, input }),
  );
const usersOf = (href: string) =>
  rowsBehind(href, ["/admin/users", listUsersInput.shape, userFilters], (input) => listUsers({ ctx, input }));
const days = ["from", "to"] as const;
const ordersOf = (href: string) =>
  rowsBehind(href, ["/admin/money/orders", listAllOrdersInput.shape, ["status", ...days]], (input) =>
    listAllOrders({ ctx, input }),
  );
const refundsOf = (href: string) =>
  rowsBehind(href, ["/admin/money/refunds", listAllRefundsInput.shape, ["status", ...days]], (input) =>
    listAllRefunds({ ctx, input }),
  );
const entriesOf = (href: string) =>
  rowsBehind(href, ["/admin/money/ledger", listAllEntriesInput.shape, ["kind", "plan", ...days]], (input) =>
    listAllEntries({ ctx, input }),
  );
const overview = (range: StatsRange) => getOverview({ ctx, input: { range } });
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

test.each(statsRanges)("every figure of people over %s is the people behind its link", async (range) => {
  const { figures, firstDay, lastDay } = await overview(range);
  const hrefs = hrefsOf({ range, firstDay, lastDay });
  for (const name of ["newUsers", "closedUsers", "totalUsers"] as const)
    expect(await usersOf(hrefs[name]), name).toHaveLength(figures[name].now);
  const active = await usersOf(hrefs.activeUsers);
  const perDay = await Promise.all(
    daysBetween(firstDay, lastDay).map((day) =>
      usersOf(hrefsOf({ range, firstDay: day, lastDay: day }).activeUsers),
    ),
  );
  expect(Math.round(perDay.flat().length / perDay.length)).toBe(figures.activeUsers.now);
  expect(active.map(({ id }) => id).toSorted()).toEqual(
    [...new Set(perDay.flat().map(({ id }) => id))].toSorted(),
  );
  const stored = (await usersOf(hrefs.storageBytes)).map(({ storageBytes }) => storageBytes);
  expect(sum(stored)).toBe(figures.storageBytes.now);
  expect(stored).toEqual(stored.toSorted((a, b) => b - a));
});

test.each(statsRanges)("every figure of generations over %s is the rows behind its link", async (range) => {
  const { figures, models, ...seen } = await overview(range);
  const hrefs = hrefsOf(seen);
  for (const name of ["ended", "succeeded", "partlySucceeded", "failed", "cancelled"] as const)
    expect(await generationsOf(hrefs[name]), name).toHaveLength(figures[name].now);
  const delivered = await generationsOf(hrefs.delivered);
  expect(sum(delivered.map((row) => row.deliveredCount))).toBe(figures.delivered.now);
  const ended: Record<string, number> = {};
  for (const { status } of await generationsOf(hrefs.successRate)) ended[status] = (ended[status] ?? 0) + 1;
  expect(successRate(ended)).toBe(seen.successRate);
  const buckets: number[] = [];
  for (const row of await generationsOf(hrefs.medianMs)) {
    const bucket = bucketOf(Date.parse(row.finishedAt ?? "") - Date.parse(row.createdAt));
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  const counts = Array.from(buckets, (count) => count ?? 0);
  expect([percentile(counts, 0.5), percentile(counts, 0.95)]).toEqual([seen.medianMs, seen.p95Ms]);
  for (const { model, byTier, ...row } of models) {
    const all = row.succeeded + row.partlySucceeded + row.failed + row.cancelled;
    expect(await generationsOf(endedHref(seen, { model })), model).toHaveLength(all);
    for (const [status, count] of [
      ["succeeded", row.succeeded],
      ["partly_succeeded", row.partlySucceeded],
      ["failed", row.failed],
      ["cancelled", row.cancelled],
    ] as const)
      expect(await generationsOf(endedHref(seen, { model, status })), status).toHaveLength(count);
    const delivered = await generationsOf(endedHref(seen, { model, status: "delivered" }));
    expect(sum(delivered.map((one) => one.deliveredCount)), model).toBe(row.delivered);
    for (const [tier, count] of Object.entries(byTier))
      expect(await generationsOf(endedHref(seen, { model, tier })), tier).toHaveLength(count);
  }
});

test.each(statsRanges)("every figure of money over %s is the rows behind its link", async (range) => {
  const { figures, ...seen } = await overview(range);
  const hrefs = hrefsOf(seen);
  expect(await ordersOf(hrefs.ordersPaid)).toHaveLength(figures.ordersPaid.now);
  const paid = await ordersOf(hrefs.revenueFen);
  expect(sum(paid.map(({ amountFen }) => amountFen))).toBe(figures.revenueFen.now);
  const refunds = await refundsOf(hrefs.refundsFen);
  expect(refunds).toHaveLength(figures.refunds.now);
  expect(sum(refunds.map(({ amountFen }) => amountFen))).toBe(figures.refundsFen.now);
  const charged = async (href: string) => {
    const lines = (await entriesOf(href)).flatMap((entry) => entry.lines);
    return sum(lines.filter(({ account }) => account === "system:revenue").map(({ amount }) => amount));
  };
  expect(await charged(hrefs.credits)).toBe(figures.credits.now);
  for (const plan of userPlans)
    expect(await charged(chargedHref(seen, plan)), plan).toBe(seen.creditsByPlan[plan] ?? 0);
});

test.each(statsRanges)("the cost of %s leads to its models, which add up to it", async (range) => {
  const { figures, models, ...seen } = await overview(range);
  const url = new URL(hrefsOf({ ...seen, range }).costMicroYuan, "http://panel.test");
  expect(url.pathname).toBe("/admin/vendors/models");
  const asked = Object.fromEntries(url.searchParams);
  const input = filtersOf(listMarginsInput.shape, asked, ["range"]);
  expect(input).toEqual(asked);
  const margins = await listMargins({ ctx, input });
  expect([margins.firstDay, margins.lastDay]).toEqual([seen.firstDay, seen.lastDay]);
  expect(margins.total).toMatchObject({
    delivered: figures.delivered.now,
    credits: sum(models.map(({ credits }) => credits)),
    costMicroYuan: figures.costMicroYuan.now,
    revenueFen: figures.revenueFen.now - figures.refundsFen.now,
  });
  expect(sum(margins.models.map(({ revenueFen }) => revenueFen ?? 0))).toBe(margins.total.revenueFen);
  const costs = ({ model, costMicroYuan }: { model: string; costMicroYuan: number }) => [
    model,
    costMicroYuan,
  ];
  expect(margins.models.map(costs).toSorted()).toEqual(models.map(costs).toSorted());
});

test("what is open is what stands behind its link, and the oldest job is the first of them", async () => {
  const { live } = await overview("today");
  const open = await generationsOf(openHref);
  expect(open).toHaveLength(live.queued.value);
  expect(at(NOW).getTime() - Date.parse(open[0]?.createdAt ?? "")).toBe(live.oldestJobMs);
});

test("the cost of a range is that of the generations behind it, with what somebody found out later", async () => {
  const [lost] = await db()
    .select({ id: generationAttempts.id })
    .from(generationAttempts)
    .where(eq(generationAttempts.state, "submission_unknown"))
    .limit(1);
  const admin = await insertUser({ role: "admin" });
  const input = {
    attemptId: lost?.id ?? "",
    resolution: "delivered" as const,
    reason: "their bill names it",
  };
  await resolveAttempt({ ctx: testContext(adminActor(admin.id), at(NOW)), input });
  const before = (await overview("7d")).figures.costMicroYuan.now;
  await rollUp(NOW);
  const { figures, ...seen } = await overview("7d");
  expect(figures.costMicroYuan.now).toBe(before + 250_000);
  const ended = await generationsOf(hrefsOf(seen).ended);
  const records = await Promise.all(ended.map(({ id }) => getGenerationRecord({ ctx, input: { id } })));
  expect(sum(records.map((record) => record.costMicroYuan ?? 0))).toBe(figures.costMicroYuan.now);
  for (const { id, costMicroYuan, attempts } of records)
    expect(sum(attempts.map((attempt) => attempt.costMicroYuan ?? 0)), id).toBe(costMicroYuan ?? 0);
});
