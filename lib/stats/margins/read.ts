import type { z } from "zod";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { type Part, readParts, readSums } from "../figures/stored";
import { Sums } from "../figures/sums";
import { daysBetween, firstDayOf, shareOut } from "../rules";
import { listMarginsInput, type Margin, type MarginsView } from "../schema";

type Counted = Pick<Margin, "delivered" | "credits" | "costMicroYuan">;

/**
 * What each model brought and took in a range of days in Shanghai, today the last of them, from the same figures as the
 * overview. Credits have no fixed rate to money: a model's revenue is its share, by the credits it was charged, of what
 * was paid in the range less what was given back in it.
 */
export async function listMargins({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof listMarginsInput>;
}): Promise<MarginsView> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const { range } = listMarginsInput.parse(input);
  const lastDay = businessDay(ctx.now);
  const firstDay = firstDayOf(range, lastDay);
  const [parts, sums] = await Promise.all([
    readParts(ctx, firstDay, lastDay),
    readSums(ctx, firstDay, lastDay),
  ]);
  const money = new Sums(sums, daysBetween(firstDay, lastDay));
  const earnedFen = money.of("revenue.fen") - money.of("refunds.fen");
  const rows = countedBy(parts);
  const shares = shareOut(
    earnedFen,
    rows.map(([, { credits }]) => credits),
  );
  return {
    ...{ range, firstDay, lastDay },
    models: rows.map(([model, counted], index) => ({
      model,
      ...withMoney(counted, shares?.[index] ?? null),
    })),
    total: withMoney(addUp(rows.map(([, counted]) => counted)), earnedFen),
  };
}

/** By model, the one with the most credits first. */
function countedBy(parts: readonly Part[]): [string, Counted][] {
  const models = new Map<string, Counted>();
  for (const { figure, dimension: model, value } of parts) {
    if (figure === "generations.ended") continue;
    const counted = models.get(model) ?? none();
    if (figure === "images.delivered") counted.delivered += value;
    if (figure === "credits.by-model") counted.credits += value;
    if (figure === "cost.micro-yuan") counted.costMicroYuan += value;
    models.set(model, counted);
  }
  return [...models].sort(([a, one], [b, other]) => other.credits - one.credits || a.localeCompare(b, "en"));
}

const none = (): Counted => ({ delivered: 0, credits: 0, costMicroYuan: 0 });

const addUp = (rows: readonly Counted[]): Counted =>
  rows.reduce(
    (sum, row) => ({
      delivered: sum.delivered + row.delivered,
      credits: sum.credits + row.credits,
      costMicroYuan: sum.costMicroYuan + row.costMicroYuan,
    }),
    none(),
  );

const withMoney = (counted: Counted, revenueFen: number | null): Margin => ({
  ...counted,
  revenueFen,
  marginFen: revenueFen === null ? null : revenueFen - Math.round(counted.costMicroYuan / 10_000),
});
