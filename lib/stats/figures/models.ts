import { percentile, successRate } from "../rules";
import type { ModelFigures } from "../schema";
import type { Part } from "./stored";

/** The table of models: whatever ended in the range, most of it first. */
export function modelsOf(parts: readonly Part[], buckets: ReadonlyMap<string, number[]>): ModelFigures[] {
  const models = new Map<string, ModelFigures>();
  const find = (model: string): ModelFigures => {
    const known = models.get(model) ?? empty(model);
    models.set(model, known);
    return known;
  };
  for (const { figure, dimension, value } of parts) {
    if (figure === "generations.ended") {
      const [state = "", model = "", tier = ""] = dimension.split("|");
      const row = find(model);
      if (state === "succeeded") row.succeeded += value;
      if (state === "partly_succeeded") row.partlySucceeded += value;
      if (state === "failed") row.failed += value;
      if (state === "cancelled") row.cancelled += value;
      row.byTier[tier] = (row.byTier[tier] ?? 0) + value;
    }
    if (figure === "images.delivered") find(dimension).delivered += value;
    if (figure === "credits.by-model") find(dimension).credits += value;
    if (figure === "cost.micro-yuan") find(dimension).costMicroYuan += value;
  }
  for (const row of models.values()) {
    const counts = buckets.get(row.model) ?? [];
    row.medianMs = percentile(counts, 0.5);
    row.p95Ms = percentile(counts, 0.95);
    row.successRate = successRate({
      succeeded: row.succeeded,
      partly_succeeded: row.partlySucceeded,
      failed: row.failed,
    });
  }
  return [...models.values()].sort((a, b) => endedOf(b) - endedOf(a) || a.model.localeCompare(b.model, "en"));
}

const endedOf = (row: ModelFigures): number =>
  row.succeeded + row.partlySucceeded + row.failed + row.cancelled;

const empty = (model: string): ModelFigures => ({
  model,
  succeeded: 0,
  partlySucceeded: 0,
  failed: 0,
  cancelled: 0,
  byTier: {},
  delivered: 0,
  credits: 0,
  costMicroYuan: 0,
  successRate: null,
  medianMs: null,
  p95Ms: null,
});
