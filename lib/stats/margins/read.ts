import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { businessDay } from "@/lib/platform/time";
import { readParts } from "../figures/stored";
import { addDays } from "../rules";
import type { ModelMargin } from "../schema";

const DAYS = 30;

/** What each model brought in credits and took in money in the last 30 days in Shanghai, today among them; from the figures of the days. */
export async function listMargins({ ctx }: { ctx: Ctx }): Promise<ModelMargin[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const lastDay = businessDay(ctx.now);
  const parts = await readParts(ctx, addDays(lastDay, 1 - DAYS), lastDay);
  const margins = new Map<string, ModelMargin>();
  for (const { figure, dimension: model, value } of parts) {
    if (figure === "generations.ended") continue;
    const margin = margins.get(model) ?? { model, delivered: 0, credits: 0, costMicroYuan: 0 };
    if (figure === "images.delivered") margin.delivered += value;
    if (figure === "credits.by-model") margin.credits += value;
    if (figure === "cost.micro-yuan") margin.costMicroYuan += value;
    margins.set(model, margin);
  }
  return [...margins.values()].sort((a, b) => b.credits - a.credits || a.model.localeCompare(b.model, "en"));
}
