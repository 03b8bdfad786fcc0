import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { platformFigures } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { getOverview } from "../figures/read";
import { type StatsRange, statsRanges } from "../schema";
import { listMargins } from "./read";

// Half past midnight of the first of March in Shanghai.
const NOW = new Date("2026-02-28T16:30:00Z");
const reader = testContext(userActor("usr_auditor", "free", "auditor"), NOW);
const margins = (range: StatsRange) => listMargins({ ctx: reader, input: { range } });

beforeAll(async () => {
  const row = (day: string, figure: string, dimension: string, value: number) => ({
    ...{ day, figure, dimension, value },
  });
  await db()
    .insert(platformFigures)
    .values([
      row("2026-03-01", "images.delivered", "a", 2),
      row("2026-03-01", "credits.by-model", "a", 8),
      row("2026-03-01", "cost.micro-yuan", "a", 500_000),
      row("2026-03-01", "images.delivered", "own", 1),
      row("2026-03-01", "credits.by-model", "own", 2),
      row("2026-03-01", "revenue.fen", "credits-100", 690),
      row("2026-03-01", "revenue.fen", "pro-month", 310),
      row("2026-03-01", "refunds.fen", "", 100),
      row("2026-02-10", "credits.by-model", "gone", 20),
      row("2026-02-10", "cost.micro-yuan", "gone", 20_000_000),
      row("2026-02-10", "generations.ended", "succeeded|gone|1K", 5),
      row("2026-02-10", "revenue.fen", "pro-month", 2_000),
      row("2026-01-31", "credits.by-model", "a", 4),
      row("2026-01-30", "credits.by-model", "a", 1_000),
      row("2025-06-01", "images.delivered", "a", 3),
      row("2025-06-01", "cost.micro-yuan", "a", 30_000),
      row("2025-06-01", "revenue.fen", "credits-100", 690),
    ]);
});

test("each model has its share of the money of the range by credits, also one that is gone and own keys", async () => {
  expect(await margins("today")).toEqual({
    ...{ range: "today", firstDay: "2026-03-01", lastDay: "2026-03-01" },
    models: [
      { model: "a", delivered: 2, credits: 8, costMicroYuan: 500_000, revenueFen: 720, marginFen: 670 },
      { model: "own", delivered: 1, credits: 2, costMicroYuan: 0, revenueFen: 180, marginFen: 180 },
    ],
    total: { delivered: 3, credits: 10, costMicroYuan: 500_000, revenueFen: 900, marginFen: 850 },
  });
  // 2,900 fen over 34 credits; what the vendor took for one of them is more than it brought.
  expect(await margins("30d")).toEqual({
    ...{ range: "30d", firstDay: "2026-01-31", lastDay: "2026-03-01" },
    models: [
      {
        ...{ model: "gone", delivered: 0, credits: 20, costMicroYuan: 20_000_000 },
        ...{ revenueFen: 1_706, marginFen: -294 },
      },
      { model: "a", delivered: 2, credits: 12, costMicroYuan: 500_000, revenueFen: 1_023, marginFen: 973 },
      { model: "own", delivered: 1, credits: 2, costMicroYuan: 0, revenueFen: 171, marginFen: 171 },
    ],
    total: { delivered: 3, credits: 34, costMicroYuan: 20_500_000, revenueFen: 2_900, marginFen: 850 },
  });
  expect((await margins("90d")).models.map(({ credits, revenueFen }) => [credits, revenueFen])).toEqual([
    [1_012, 2_838],
    [20, 56],
    [2, 6],
  ]);
});

test.each(statsRanges)(
  "the rows of %s add up to the total, and that is what the overview says",
  async (range) => {
    const { models, total, firstDay, lastDay } = await margins(range);
    const overview = await getOverview({ ctx: reader, input: { range } });
    const sum = (values: readonly (number | null)[]) =>
      values.reduce<number>((all, one) => all + (one ?? 0), 0);
    const { figures } = overview;
    expect([firstDay, lastDay]).toEqual([overview.firstDay, overview.lastDay]);
    expect(total).toMatchObject({
      delivered: figures.delivered.now,
      credits: sum(overview.models.map(({ credits }) => credits)),
      costMicroYuan: figures.costMicroYuan.now,
      revenueFen: figures.revenueFen.now - figures.refundsFen.now,
    });
    for (const name of ["delivered", "credits", "costMicroYuan", "revenueFen"] as const)
      expect(sum(models.map((row) => row[name])), name).toBe(total[name]);
  },
);

test("where nothing was charged there is nothing to share out by, and the total is known all the same", async () => {
  const ctx = testContext(userActor("usr_auditor", "free", "auditor"), new Date("2025-06-01T04:00:00Z"));
  expect(await listMargins({ ctx, input: { range: "today" } })).toMatchObject({
    models: [
      { model: "a", delivered: 3, credits: 0, costMicroYuan: 30_000, revenueFen: null, marginFen: null },
    ],
    total: { delivered: 3, credits: 0, costMicroYuan: 30_000, revenueFen: 690, marginFen: 687 },
  });
});

test("is of 30 days where no range is named, and for readers of the panel", async () => {
  expect(await listMargins({ ctx: reader, input: {} })).toEqual(await margins("30d"));
  const person = testContext(userActor((await insertUser()).id), NOW);
  await expect(listMargins({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
});
