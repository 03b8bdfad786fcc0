import type { modelTerms } from "@/db/schema";
import type { ModelCapabilities } from "@/lib/providers/model-capabilities";

/** What the operator has set about a model; null is as the catalogue says. */
export type Terms = Pick<
  typeof modelTerms.$inferSelect,
  "isOffered" | "position" | "creditsPerImage" | "creditsPerEdit"
>;

/** A model at the operator's prices. Its abilities stay; operations that it does not have get no price. */
export function withTerms(model: ModelCapabilities, terms: Terms | undefined): ModelCapabilities {
  if (!terms || (terms.creditsPerImage === null && terms.creditsPerEdit === null)) return model;
  const edits = Object.fromEntries(
    Object.entries(model.edits).map(([operation, can]) => {
      const creditsPerImage = terms.creditsPerEdit?.[operation] ?? can.creditsPerImage;
      return [operation, creditsPerImage === undefined ? can : { ...can, creditsPerImage }];
    }),
  );
  return { ...model, edits, creditsPerImage: terms.creditsPerImage ?? model.creditsPerImage };
}

/** The order of the composer: who has a place stands there, before whom the catalogue would have put there. */
export const inOrder = <M extends { id: string }>(
  models: readonly M[],
  terms: ReadonlyMap<string, Terms>,
): M[] =>
  models
    .map((model, index) => ({ model, index, place: terms.get(model.id)?.position ?? null }))
    .sort(
      (a, b) =>
        (a.place ?? a.index) - (b.place ?? b.index) ||
        Number(a.place === null) - Number(b.place === null) ||
        a.index - b.index,
    )
    .map(({ model }) => model);
