import { z } from "zod";
import { cleanText } from "@/components/shell/forms/clean-text";
import { priceCredits, unitPrice } from "@/lib/generations/rules";
import {
  type AspectRatio,
  aspectRatios,
  type CreateGenerationInput,
  type GenerationView,
  MAX_SEED,
  type ModelView,
  renderQualities,
  tiers,
} from "@/lib/generations/schema";
import { imageId } from "@/lib/images/schema";
import { styleSlug } from "@/lib/styles/schema";

/** Limits of the order's schema that the composer shows before the server would have to refuse. */
export const MAX_STYLES = 8;
export const MAX_COUNT = 8;
export const MAX_NEGATIVE_CHARS = 1_000;
export const MAX_REFERENCES = 16;

/** What the person has written and chosen so far, whatever the chosen model may do with it. */
export const draftSchema = z.object({
  prompt: z.string().max(20_000),
  negativePrompt: z.string().max(20_000),
  styleTags: z.array(styleSlug).max(MAX_STYLES),
  ratio: z.enum(aspectRatios),
  tier: z.enum(tiers),
  quality: z.enum(renderQualities),
  count: z.number().int().min(1).max(MAX_COUNT),
  /** Null lets the server choose a new one each time. */
  seed: z.number().int().min(0).max(MAX_SEED).nullable(),
  /** Null means the first one on offer. */
  model: z.string().max(80).nullable(),
  /** Ids of pictures in the library, in the order in which a prompt may speak of them. */
  references: z.array(imageId).max(MAX_REFERENCES).default([]),
});
export type Draft = z.infer<typeof draftSchema>;

export const emptyDraft: Draft = {
  prompt: "",
  negativePrompt: "",
  styleTags: [],
  ratio: "1:1",
  tier: "1K",
  quality: "standard",
  count: 4,
  seed: null,
  model: null,
  references: [],
};

/** What the composer offers: models that make pictures from words alone. */
export const offeredModels = (models: readonly ModelView[]): ModelView[] =>
  models.filter((model) => !model.editsOnly);

/** The chosen model, or the first one on offer when the choice is gone. */
export function pickModel(models: readonly ModelView[], id: string | null): ModelView | undefined {
  const offered = offeredModels(models);
  // An own key is paid for by the person at the vendor: it is used when it is chosen, never by default.
  const platform = offered.filter((model) => !model.own);
  return (
    offered.find((model) => model.id === id) ??
    platform.find((model) => !model.builtIn && !model.simulated) ??
    platform.find((model) => model.builtIn) ??
    offered[0]
  );
}

/** A model that looks at references: the chosen one if it does, otherwise one of the same vendor, or any. */
export function referenceModel(models: readonly ModelView[], id: string | null): ModelView | undefined {
  const chosen = pickModel(models, id);
  if (chosen && chosen.maxReferences > 0) return chosen;
  const able = offeredModels(models).filter((model) => model.maxReferences > 0);
  return able.find((model) => model.provider === chosen?.provider) ?? able[0];
}

/** How many pictures can be ordered: whole sets, where the vendor makes several whatever is asked. */
export function countOptions({ minCount, maxCount }: Pick<ModelView, "minCount" | "maxCount">): number[] {
  const most = Math.min(MAX_COUNT, maxCount);
  return Array.from(
    { length: Math.max(1, Math.floor(most / minCount)) },
    (_, index) => (index + 1) * minCount,
  );
}

/** Whether pictures of a model can be enlarged afterwards by some model on offer. */
export const canEnlarge = (
  models: readonly ModelView[],
  { provider }: Pick<ModelView, "provider">,
): boolean =>
  models.some(
    ({ edits, provider: maker }) => edits.upscale && (!edits.upscale.ownPicturesOnly || maker === provider),
  );

/**
 * The draft within what a model can do. The draft itself keeps what was chosen, so that going to another
 * model and back loses nothing. Tags that are not in `knownStyles` no longer exist and fall away.
 */
export function fitDraft(draft: Draft, model: ModelView, knownStyles?: ReadonlySet<string>): Draft {
  return {
    ...draft,
    model: model.id,
    styleTags: knownStyles ? draft.styleTags.filter((slug) => knownStyles.has(slug)) : draft.styleTags,
    ratio: nearest(model.ratios, draft.ratio, "1:1"),
    tier: nearest(model.tiers, draft.tier, "1K"),
    quality: nearest(model.qualities, draft.quality, "standard"),
    count: countWithin(countOptions(model), draft.count),
    negativePrompt: model.negativePrompt ? draft.negativePrompt : "",
    seed: model.seed ? draft.seed : null,
    references: draft.references.slice(0, model.maxReferences),
  };
}

function nearest<T>(offered: readonly T[], wanted: T, usual: T): T {
  if (offered.includes(wanted)) return wanted;
  return offered.includes(usual) ? usual : (offered[0] ?? usual);
}

/** The most that was wished for, and the fewest possible when that is more. */
const countWithin = (offered: readonly number[], wanted: number): number =>
  offered.findLast((count) => count <= wanted) ?? offered[0] ?? 1;

/** Credits for one picture of a model by what the draft says, as far as the model can do it; and at which tier. */
export function priceIn(draft: Draft, model: ModelView): { unit: number; tier: Draft["tier"] } {
  const fitted = fitDraft(draft, model);
  return { unit: unitPrice(model, fitted), tier: fitted.tier };
}

/** Credits for a fitted draft; the very rule that the server charges by. */
export const priceOf = (fitted: Draft, model: ModelView): number => priceCredits(model, fitted);

export type DraftProblem = "prompt_empty" | "prompt_too_long";

/** What keeps a fitted draft from being sent; lengths count as the server counts them, after trimming. */
export function draftProblem(fitted: Draft, model: ModelView): DraftProblem | null {
  const promptChars = cleanText(fitted.prompt).length;
  if (promptChars === 0) return "prompt_empty";
  return promptChars > model.maxPromptChars ? "prompt_too_long" : null;
}

/** What is asked for. The price that was seen is told beside it: it does not make another order of it. */
export type Order = Omit<CreateGenerationInput, "idempotencyKey" | "expectedCredits">;

/** A fitted draft as the order that is sent. */
export function orderOf(fitted: Draft, model: ModelView): Order {
  const { seed, prompt, negativePrompt, ...settings } = fitted;
  return {
    ...settings,
    model: model.id,
    prompt: cleanText(prompt),
    negativePrompt: cleanText(negativePrompt.slice(0, MAX_NEGATIVE_CHARS)),
    ...(seed === null ? {} : { seed }),
  };
}

/**
 * The same order once more, for a generation that failed; null when its model is no longer on offer, and for
 * edits, whose mask is not kept.
 */
export function repeatOf(view: GenerationView, models: readonly ModelView[]) {
  const model = offeredModels(models).find((candidate) => candidate.id === view.model);
  if (!model || view.operation !== "generate") return null;
  const fitted = fitDraft(draftFrom(view, view.seed), model);
  return { order: orderOf(fitted, model), price: priceOf(fitted, model) };
}

/** Settings of something made earlier: a generation or one of its pictures. */
type Source = Pick<
  GenerationView,
  "prompt" | "negativePrompt" | "styleTags" | "tier" | "quality" | "model"
> & { ratio: string; count?: number; referenceImageIds?: readonly string[] };

/** A draft with the settings of something made earlier; `seed` null asks for new pictures. */
export const draftFrom = (source: Source, seed: number | null): Draft => ({
  prompt: source.prompt,
  negativePrompt: source.negativePrompt,
  styleTags: source.styleTags.slice(0, MAX_STYLES),
  ratio: aspectRatios.find((ratio): ratio is AspectRatio => ratio === source.ratio) ?? emptyDraft.ratio,
  tier: source.tier,
  quality: source.quality,
  count: Math.min(MAX_COUNT, Math.max(1, source.count ?? emptyDraft.count)),
  seed,
  model: source.model,
  references: (source.referenceImageIds ?? []).slice(0, MAX_REFERENCES),
});
