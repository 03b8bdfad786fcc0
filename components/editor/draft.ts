import { cleanText } from "@/components/shell/forms/clean-text";
import {
  countsOf,
  editDefaults,
  extensionRatios,
  isPricedByTier,
  modelsFor,
  needsMask,
  offeredOperations,
  type Picture,
} from "@/lib/edits/rules";
import type { CreateEditInput, EditOperation } from "@/lib/edits/schema";
import { priceCredits } from "@/lib/generations/rules";
import type { AspectRatio, ModelView, RenderQuality, Tier } from "@/lib/generations/schema";

/** What the person has chosen so far; null leaves it to the operation, the model and the picture. */
export interface EditDraft {
  operation: EditOperation | null;
  model: string | null;
  prompt: string;
  strength: number | null;
  outpaintRatio: AspectRatio | null;
  upscaleFactor: number | null;
  count: number | null;
  tier: Tier | null;
  quality: RenderQuality | null;
}

export const emptyEditDraft: EditDraft = {
  operation: null,
  model: null,
  prompt: "",
  strength: null,
  outpaintRatio: null,
  upscaleFactor: null,
  count: null,
  tier: null,
  quality: null,
};

type OperationView = NonNullable<ModelView["edits"][EditOperation]>;

/** A draft within what can be done with the picture, and what there is to choose from. */
export interface FittedEdit {
  operations: readonly EditOperation[];
  operation: EditOperation;
  models: readonly ModelView[];
  model: ModelView;
  can: OperationView;
  prompt: string;
  strength: number | undefined;
  ratios: readonly AspectRatio[];
  outpaintRatio: AspectRatio | undefined;
  upscaleFactor: number | undefined;
  counts: readonly number[];
  count: number;
  /** Whether the tier is asked for. */
  asksTier: boolean;
  tier: Tier;
  quality: RenderQuality;
  priceCredits: number;
}

const within = <T>(offered: readonly T[], wanted: T | null, usual: T): T =>
  wanted !== null && offered.includes(wanted) ? wanted : usual;

/**
 * The draft as it can be ordered for this picture; null when no model on offer can do anything with it. The draft
 * itself keeps what was chosen, so that trying another operation and going back loses nothing.
 */
export function fitEdit(draft: EditDraft, models: readonly ModelView[], picture: Picture): FittedEdit | null {
  const operations = offeredOperations(models, picture);
  const operation = operations.find((one) => one === draft.operation) ?? operations[0];
  if (!operation) return null;
  const able = modelsFor(models, operation, picture);
  const model = able.find((one) => one.id === draft.model) ?? able[0];
  const can = model?.edits[operation];
  if (!model || !can) return null;
  const usual = editDefaults(model, operation, picture);
  const ratios = operation === "outpaint" ? extensionRatios(model, picture) : [];
  const counts = countsOf(model, operation);
  const chosen = {
    count: within(counts, draft.count, usual.count),
    tier: within(model.tiers, draft.tier, usual.tier),
    quality: within(model.qualities, draft.quality, usual.quality),
  };
  const factors = operation === "upscale" ? (can.factors ?? []) : [];
  return {
    ...chosen,
    operations,
    operation,
    models: able,
    model,
    can,
    prompt: can.prompt === "none" ? "" : draft.prompt,
    strength: usual.strength === undefined ? undefined : (draft.strength ?? usual.strength),
    ratios,
    outpaintRatio: usual.outpaintRatio && within(ratios, draft.outpaintRatio, usual.outpaintRatio),
    upscaleFactor: usual.upscaleFactor && within(factors, draft.upscaleFactor, usual.upscaleFactor),
    counts,
    asksTier: isPricedByTier(model, operation) && model.tiers.length > 1,
    priceCredits: priceCredits(model, { operation, ...chosen }),
  };
}

export type EditProblem = "prompt_empty" | "prompt_too_long" | "mask_empty";

/** What keeps a fitted draft from being sent; `isMaskEmpty` counts only where a mask is needed. */
export function editProblem(fitted: FittedEdit, isMaskEmpty: boolean): EditProblem | null {
  if (needsMask(fitted.operation) && isMaskEmpty) return "mask_empty";
  const chars = cleanText(fitted.prompt).length;
  if (chars > fitted.model.maxPromptChars) return "prompt_too_long";
  return chars === 0 && fitted.can.prompt === "required" ? "prompt_empty" : null;
}

/** What is asked for. The price that was seen is told beside it: it does not make another order of it. */
export type EditOrder = Omit<CreateEditInput, "idempotencyKey" | "expectedCredits">;

/** A fitted draft as the order that is sent; it says nothing that its operation does not have. */
export function editOrderOf(fitted: FittedEdit, imageId: string, maskId?: string): EditOrder {
  const { operation, model, tier, quality, count, strength, outpaintRatio, upscaleFactor } = fitted;
  return {
    operation,
    imageId,
    model: model.id,
    prompt: cleanText(fitted.prompt),
    tier,
    quality,
    count,
    ...(maskId && { maskId }),
    ...(strength !== undefined && { strength }),
    ...(outpaintRatio && { outpaintRatio }),
    ...(upscaleFactor && { upscaleFactor }),
  };
}
