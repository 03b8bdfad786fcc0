import { expect, test } from "vitest";
import { db } from "@/db/client";
import { platformFigures } from "@/db/schema";
import { testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { listMargins } from "./read";

test("adds up what each model brought and took in the last 30 days in Shanghai, for readers of the panel", async () => {
  // Half past midnight of the first of March in Shanghai.
  const now = new Date("2026-02-28T16:30:00Z");
  const row = (day: string, figure: string, dimension: string, value: number) => ({
    ...{ day, figure, dimension, value },
  });
  await db()
    .insert(platformFigures)
    .values([
      row("2026-03-01", "images.delivered", "a", 2),
      row("2026-03-01", "credits.by-model", "a", 8),
      row("2026-03-01", "cost.micro-yuan", "a", 500_000),
      row("2026-01-31", "credits.by-model", "a", 4),
      row("2026-01-30", "credits.by-model", "a", 1_000),
      row("2026-02-10", "credits.by-model", "b", 20),
      row("2026-02-10", "generations.ended", "succeeded|b|1K", 5),
    ]);
  const ctx = testContext(userActor((await insertUser()).id, "free", "auditor"), now);
  expect(await listMargins({ ctx })).toEqual([
    { model: "b", delivered: 0, credits: 20, costMicroYuan: 0 },
    { model: "a", delivered: 2, credits: 12, costMicroYuan: 500_000 },
  ]);
  const person = testContext(userActor((await insertUser()).id), now);
  await expect(listMargins({ ctx: person })).rejects.toMatchObject({ status: 403 });
});
