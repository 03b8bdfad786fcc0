import type { ImageRequest, InputPicture, OutputWarning } from "@/lib/providers/image-provider";
import type { AspectRatio, ModelCapabilities } from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import type { Endpoint } from "./types";

/** One order in the vendor's words. */
export interface StabilityOrder {
  endpoint: Endpoint;
  fields: Record<string, string>;
  files: { image?: InputPicture; mask?: InputPicture };
  /** Set when the vendor composes another ratio than the one that was asked. */
  cropTo?: AspectRatio;
  /** The seed that is sent; absent where the endpoint takes none. */
  seed?: number;
  /** True when the answer is an id to poll. */
  later: boolean;
  warnings: OutputWarning[];
}

const MAX_OUTPAINT_PX = 2_000;
const DEFAULT_STRENGTH = 0.6;
/** Far enough for a new picture, near enough to know the old one. */
const VARIATION_STRENGTH = 0.55;
const VARIATION_PROMPT = "another version of this picture, same subject and style";
const UPSCALE_PROMPT = "high quality, sharp, finely detailed";

const generators: Partial<Record<string, { endpoint: Endpoint; sd3Model?: string }>> = {
  "stable-core": { endpoint: "generate/core" },
  "stable-ultra": { endpoint: "generate/ultra" },
  "sd3.5-large": { endpoint: "generate/sd3", sd3Model: "sd3.5-large" },
  "sd3.5-large-turbo": { endpoint: "generate/sd3", sd3Model: "sd3.5-large-turbo" },
};

const upscalers: Partial<Record<string, Endpoint>> = {
  "stable-upscale-fast": "upscale/fast",
  "stable-upscale-conservative": "upscale/conservative",
  "stable-upscale-creative": "upscale/creative",
};

/** The vendor's own ratios; 4:3 and 3:4 are the two that it lacks. */
const composedAs: Partial<Record<AspectRatio, string>> = { "4:3": "5:4", "3:4": "4:5" };

/**
 * Seed 0 means "any" to the vendor. The largest seed takes its place, so that the same order gives the same picture
 * and the seed we report makes it again.
 */
const ANY_SEED_REPLACED = 2 ** 31 - 1;

/**
 * An order in the vendor's words; only fields that its endpoint knows. Throws ProviderError invalid_request for
 * what the model cannot do.
 * @see https://platform.stability.ai/docs/api-reference
 */
export function orderOf(request: ImageRequest, model: ModelCapabilities): StabilityOrder {
  if (request.count !== 1) throw cannot("Stability AI makes one picture a call.");
  if (request.operation === "generate" ? model.editsOnly : !model.edits[request.operation])
    throw cannot("This model cannot do this.");
  switch (request.operation) {
    case "generate":
      return generate(request, model);
    case "image_to_image":
    case "variation":
      return redraw(request, model);
    case "inpaint":
      return seeded(request, {
        ...order("edit/inpaint", { prompt: request.prompt, ...negative(request, model) }),
        files: { image: sourceOf(request), mask: maskOf(request) },
      });
    case "erase":
      return seeded(request, {
        ...order("edit/erase", {}),
        files: { image: sourceOf(request), mask: maskOf(request) },
      });
    case "outpaint":
      return outpaint(request);
    case "remove_background":
      return { ...order("edit/remove-background", {}), files: { image: sourceOf(request) } };
    case "upscale":
      return upscale(request, model);
    default:
      throw cannot("This model cannot do this.");
  }
}

function generate(request: ImageRequest, model: ModelCapabilities): StabilityOrder {
  const { endpoint, sd3Model } = generatorOf(request);
  const composed = composedAs[request.ratio];
  const made = seeded(
    request,
    order(endpoint, {
      prompt: request.prompt,
      aspect_ratio: composed ?? request.ratio,
      ...(sd3Model ? { model: sd3Model, mode: "text-to-image" } : {}),
      ...negative(request, model),
    }),
  );
  return composed ? { ...made, cropTo: request.ratio, warnings: ["ratio_approximated"] } : made;
}

/** The result has the shape of its start, so no ratio is sent. */
function redraw(request: ImageRequest, model: ModelCapabilities): StabilityOrder {
  const { endpoint, sd3Model } = generatorOf(request);
  const varied = request.operation === "variation";
  const strength = varied
    ? VARIATION_STRENGTH
    : Math.min(1, Math.max(0, request.strength ?? DEFAULT_STRENGTH));
  return seeded(request, {
    ...order(endpoint, {
      prompt: varied ? request.prompt.trim() || VARIATION_PROMPT : request.prompt,
      // Without an exponent, however small it is.
      strength: String(Math.round(strength * 1_000) / 1_000),
      ...(sd3Model ? { model: sd3Model, mode: "image-to-image" } : {}),
      ...negative(request, model),
    }),
    files: { image: sourceOf(request) },
  });
}

function outpaint(request: ImageRequest): StabilityOrder {
  const { leftPx = 0, rightPx = 0, topPx = 0, bottomPx = 0 } = request.outpaint ?? {};
  const sides = { left: leftPx, right: rightPx, up: topPx, down: bottomPx };
  const lengths = Object.values(sides);
  if (lengths.some((px) => !Number.isInteger(px) || px < 0 || px > MAX_OUTPAINT_PX))
    throw cannot(`Each side can grow by at most ${MAX_OUTPAINT_PX} pixels.`);
  if (lengths.every((px) => px === 0)) throw cannot("Say which side grows.");
  const grown = Object.entries(sides).filter(([, px]) => px > 0);
  return seeded(request, {
    ...order("edit/outpaint", {
      ...Object.fromEntries(grown.map(([side, px]) => [side, String(px)])),
      ...(request.prompt.trim() ? { prompt: request.prompt } : {}),
    }),
    files: { image: sourceOf(request) },
  });
}

function upscale(request: ImageRequest, model: ModelCapabilities): StabilityOrder {
  const endpoint = upscalers[model.id];
  if (!endpoint) throw cannot("This model cannot do this.");
  const factors = model.edits.upscale?.factors;
  if (factors && request.upscaleFactor !== undefined && !factors.includes(request.upscaleFactor))
    throw cannot(`This model makes each side ${factors.join(" or ")} times longer.`);
  const files = { image: sourceOf(request) };
  if (endpoint === "upscale/fast") return { ...order(endpoint, {}), files };
  const prompt = request.prompt.trim() ? request.prompt : UPSCALE_PROMPT;
  const made = { ...order(endpoint, { prompt, ...negative(request, model) }), files };
  return seeded(request, { ...made, later: endpoint === "upscale/creative" });
}

const order = (endpoint: Endpoint, fields: Record<string, string>): StabilityOrder => ({
  endpoint,
  fields: { ...fields, output_format: "png" },
  files: {},
  later: false,
  warnings: [],
});

function seeded(request: ImageRequest, made: StabilityOrder): StabilityOrder {
  const seed = request.seed === 0 ? ANY_SEED_REPLACED : request.seed;
  return { ...made, seed, fields: { ...made.fields, seed: String(seed) } };
}

const negative = (request: ImageRequest, model: ModelCapabilities): Record<string, string> =>
  model.negativePrompt && request.negativePrompt.trim() ? { negative_prompt: request.negativePrompt } : {};

function generatorOf(request: ImageRequest) {
  const known = generators[request.model];
  if (!known) throw cannot("This model cannot do this.");
  return known;
}

function sourceOf(request: ImageRequest): InputPicture {
  if (!request.source) throw cannot("The picture to start from is missing.");
  return request.source;
}

/** Our mask is theirs: grey, white is what changes. Without one they would look at the picture's transparency. */
function maskOf(request: ImageRequest): InputPicture {
  if (!request.mask) throw cannot("The mask is missing.");
  return request.mask;
}

const cannot = (message: string) => new ProviderError("invalid_request", message, true);

/** The largest area of exactly this ratio, in the middle of a picture; both sides are multiples of the ratio. */
export function cropOf(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  ratio: AspectRatio,
): { left: number; top: number; width: number; height: number } {
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  const scale = Math.max(1, Math.floor(Math.min(widthPx / w, heightPx / h)));
  const [width, height] = [Math.min(widthPx, w * scale), Math.min(heightPx, h * scale)];
  return { left: Math.floor((widthPx - width) / 2), top: Math.floor((heightPx - height) / 2), width, height };
}
