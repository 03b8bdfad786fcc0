import type { FieldErrors } from "@/lib/platform/errors";
import type {
  AspectRatio,
  ModelCapabilities,
  Operation,
  RenderQuality,
  Tier,
} from "@/lib/providers/model-capabilities";
import { extension, shapeFits } from "./sizes";

/** An order for pictures, new ones or edits, before it is checked against its model. */
export interface Order {
  idempotencyKey: string;
  operation: Operation;
  prompt: string;
  negativePrompt: string;
  styleTags: string[];
  ratio: AspectRatio;
  tier: Tier;
  quality: RenderQuality;
  count: number;
  seed?: number;
  model: string;
  strength?: number;
  outpaintRatio?: string;
  upscaleFactor?: number;
  sourceImageId?: string;
  /** The file of the mask. */
  maskKey?: string;
  references: string[];
}

/** The picture of an edit as far as a model's limits care. */
export interface SourcePicture {
  widthPx: number;
  heightPx: number;
  provider: string;
  vendorRef: string | null;
  vendorConfigId: string | null;
  /** Whose account made it: null for the platform's, or when the config is gone. */
  vendorOwner: string | null;
}

/** Every way in which an order does not fit its model, by field; empty when it fits. */
export function orderFaults(
  model: ModelCapabilities,
  order: Order,
  source: SourcePicture | null,
): FieldErrors {
  const faults: FieldErrors = {};
  if (!model.ratios.includes(order.ratio)) faults.ratio = "is not offered by this model";
  if (!model.tiers.includes(order.tier)) faults.tier = "is not offered by this model";
  if (!model.qualities.includes(order.quality)) faults.quality = "is not offered by this model";
  if (order.prompt.length > model.maxPromptChars)
    faults.prompt = `at most ${model.maxPromptChars} characters with this model`;
  if (order.negativePrompt && !model.negativePrompt) faults.negativePrompt = "is not offered by this model";
  if (order.seed !== undefined && !model.seed) faults.seed = "is not offered by this model";
  if (order.references.length > model.maxReferences)
    faults.references =
      model.maxReferences > 0
        ? `at most ${model.maxReferences} with this model`
        : "is not offered by this model";
  if (new Set(order.references).size < order.references.length) faults.references = "has an image twice";
  if (order.operation === "generate") generateFaults(model, order, faults);
  else editFaults(model, order, source, faults);
  return faults;
}

function generateFaults(model: ModelCapabilities, order: Order, faults: FieldErrors): void {
  if (model.editsOnly) faults.model = "can only edit";
  if (order.count < model.minCount) faults.count = `at least ${model.minCount} with this model`;
  if (order.count > model.maxCount) faults.count = `at most ${model.maxCount} with this model`;
}

function editFaults(
  model: ModelCapabilities,
  order: Order,
  source: SourcePicture | null,
  faults: FieldErrors,
): void {
  const { operation } = order;
  const can = operation === "generate" ? undefined : model.edits[operation];
  if (!can) {
    faults.operation = "is not offered by this model";
    return;
  }
  const most = can.maxCount ?? model.maxCount;
  if (order.count > most) faults.count = `at most ${most} with this model`;
  if (can.prompt === "required" && !order.prompt) faults.prompt = "must not be empty";
  if (order.strength !== undefined && !can.strength) faults.strength = "is not offered by this model";
  if (operation === "outpaint" && !order.outpaintRatio) faults.outpaintRatio = "is needed";
  if (operation === "outpaint" && source && order.outpaintRatio && isWhole(source, order.outpaintRatio))
    faults.outpaintRatio = "is the picture's own: there is nothing to extend";
  if (operation !== "outpaint" && order.outpaintRatio) faults.outpaintRatio = "belongs to outpaint only";
  const factors = can.factors ?? [];
  if (order.upscaleFactor !== undefined && !factors.includes(order.upscaleFactor))
    faults.upscaleFactor = "is not offered by this model";
  const masked = operation === "inpaint" || operation === "erase";
  if (masked && !order.maskKey) faults.maskId = "is needed";
  if (!masked && order.maskKey) faults.maskId = "belongs to inpaint and erase only";
  if (!source || !shapeFits(source, can)) faults.imageId = "has a shape that this model does not take";
  else if (can.ownPicturesOnly && !isOwnPicture(model, source))
    faults.imageId = "was not made by this model's vendor";
}

function isWhole(source: SourcePicture, ratio: string): boolean {
  const { leftPx, rightPx, topPx, bottomPx } = extension(source, ratio);
  return leftPx + rightPx + topPx + bottomPx === 0;
}

/** A vendor acts on its own pictures only under the account that made them. */
function isOwnPicture(model: ModelCapabilities, source: SourcePicture): boolean {
  if (source.provider !== model.provider || !source.vendorRef || !source.vendorConfigId) return false;
  return model.id.startsWith("cfg_") ? source.vendorConfigId === model.id : source.vendorOwner === null;
}
