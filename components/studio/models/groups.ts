import type { ModelView } from "@/lib/generations/schema";

/** The vendors in the order in which they are offered; own keys stand before all of them. */
export const vendorOrder = [
  "openai",
  "replicate",
  "stability",
  "midjourney",
  "bailian",
  "a1111",
  "sketch",
] as const;
export type Vendor = (typeof vendorOrder)[number];

/** A vendor that has a name in the messages; null for one that this version does not know. */
export const knownVendor = (provider: string): Vendor | null =>
  vendorOrder.find((vendor) => vendor === provider) ?? null;

export interface ModelGroup {
  /** A provider, or `own` for the person's own keys. */
  key: string;
  models: ModelView[];
}

/** Models by vendor: own keys first, then the vendors in their order, then those that are not known here. */
export function groupModels(models: readonly ModelView[]): ModelGroup[] {
  const groups = Map.groupBy(models, (model) => (model.own ? "own" : model.provider));
  const known = ["own", ...vendorOrder];
  const rank = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length);
  return [...groups]
    .map(([key, members]) => ({ key, models: members }))
    .sort((a, b) => rank(a.key) - rank(b.key));
}

/** From this many on there is a search. */
export const SEARCH_ABOVE = 8;

/** Models whose names, id or vendor hold every word of the query. */
export function searchModels(
  models: readonly ModelView[],
  query: string,
  vendorName: (model: ModelView) => string,
): ModelView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return models.filter((model) => {
    const { id, provider, name } = model;
    const text = `${name.zh} ${name.en} ${id} ${provider} ${vendorName(model)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The model that the arrow keys reach from another one; the list has ends. */
export function stepTo(
  models: readonly Pick<ModelView, "id">[],
  from: string | null,
  key: string,
): string | null {
  const at = models.findIndex((model) => model.id === from);
  const last = models.length - 1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[key];
  return to === undefined ? null : (models[Math.min(last, Math.max(0, to))]?.id ?? null);
}
