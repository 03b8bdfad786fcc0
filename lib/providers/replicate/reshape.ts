import type { ImageRequest, OutputWarning, PollResult } from "@/lib/providers/image-provider";
import type { AspectRatio } from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import { errorOfFailure } from "./errors";
import type { PlacedPictures } from "./inputs";
import { oneMegapixelSizes, type ReplicateModel } from "./models";
import type { Prediction } from "./types";

export type PredictionInput = Record<string, string | number | boolean | string[]>;

const DEFAULT_STRENGTH = 0.8;
/** A variation keeps the subject and little else. */
const VARIATION_STRENGTH = 0.85;
/** The white part is painted anew; 1 would leave SDXL no hint of colour and light to match the rest with. */
const INPAINT_STRENGTH = 0.95;
const VARIATION_PROMPT = "a variation of this picture";
/** A ratio that is off by more is worth a word. */
const RATIO_TOLERANCE = 0.02;

const fluxDevSteps = { draft: 18, standard: 28, high: 50 } as const;
const sdxlSteps = { draft: 20, standard: 30, high: 60 } as const;

/** Exactly the fields that this model knows: strict models refuse an order with any other. */
export function inputOf(
  request: ImageRequest,
  ref: ReplicateModel["ref"],
  pictures: PlacedPictures,
): PredictionInput {
  const { ratio, seed, count } = request;
  const prompt = request.operation === "variation" ? request.prompt || VARIATION_PROMPT : request.prompt;
  switch (ref) {
    case "black-forest-labs/flux-schnell":
      return {
        ...{ prompt, aspect_ratio: ratio, num_outputs: count, num_inference_steps: 4 },
        ...{ seed, megapixels: "1", output_format: "png" },
      };
    case "black-forest-labs/flux-dev":
      return {
        ...{ prompt, num_outputs: count, num_inference_steps: fluxDevSteps[request.quality] },
        ...{ seed, megapixels: "1", output_format: "png", go_fast: request.quality !== "high" },
        ...(pictures.source
          ? { image: pictures.source, prompt_strength: strengthOf(request) }
          : { aspect_ratio: ratio }),
      };
    case "black-forest-labs/flux-1.1-pro": {
      const [reference] = pictures.references;
      const known = { prompt, aspect_ratio: ratio, seed, output_format: "png" };
      return reference ? { ...known, image_prompt: reference } : known;
    }
    case "black-forest-labs/flux-2-pro":
      return flux2Input(request, pictures);
    case "stability-ai/sdxl":
      return sdxlInput(request, prompt, pictures);
  }
}

function flux2Input(request: ImageRequest, { source, references }: PlacedPictures): PredictionInput {
  const { prompt, seed, tier, ratio } = request;
  const resolution = tier === "2K" ? "4 MP" : "1 MP";
  const known = { prompt, seed, output_format: "png" };
  if (source)
    return { ...known, aspect_ratio: "match_input_image", resolution, input_images: [source, ...references] };
  const inputs: PredictionInput = references.length > 0 ? { input_images: references } : {};
  // Its list of ratios has no sure 21:9; a custom size, in steps of 32 up to 2048, is exactly 7:3.
  if (ratio === "21:9") {
    const [width, height] = tier === "2K" ? [2016, 864] : [1568, 672];
    return { ...known, aspect_ratio: "custom", width, height, ...inputs };
  }
  return { ...known, aspect_ratio: ratio, resolution, ...inputs };
}

function sdxlInput(request: ImageRequest, prompt: string, { source, mask }: PlacedPictures): PredictionInput {
  const { seed, count, quality, ratio, negativePrompt } = request;
  const input: PredictionInput = {
    prompt,
    num_outputs: count,
    num_inference_steps: sdxlSteps[quality],
    seed,
  };
  if (negativePrompt) input.negative_prompt = negativePrompt;
  if (source) Object.assign(input, { image: source, prompt_strength: strengthOf(request) });
  // Like ours, its mask is white where the picture is painted anew.
  if (mask) input.mask = mask;
  const size = mask && request.source ? inpaintSize(request.source) : oneMegapixelSizes[ratio];
  if (mask || !source) Object.assign(input, { width: size[0], height: size[1] });
  return input;
}

/** Inpainting scales to the size that it is told, in steps of 8: the source's own, as near as that goes. */
const inpaintSize = (source: { widthPx: number; heightPx: number }): [number, number] => [
  source.widthPx - (source.widthPx % 8),
  source.heightPx - (source.heightPx % 8),
];

function strengthOf({ operation, strength = DEFAULT_STRENGTH }: ImageRequest): number {
  if (operation === "variation") return VARIATION_STRENGTH;
  if (operation === "inpaint") return INPAINT_STRENGTH;
  return Math.round(Math.min(1, Math.max(0, strength)) * 100) / 100;
}

/** How the result will differ from the order, known beforehand. */
export function warningsOf(request: ImageRequest, ref: ReplicateModel["ref"]): OutputWarning[] {
  const { source, tier, ratio } = request;
  // "The maximum image size is 2048x2048": only a square reaches four megapixels.
  if (ref === "black-forest-labs/flux-2-pro") {
    const square = source ? source.widthPx === source.heightPx : ratio === "1:1";
    return tier === "2K" && !square ? ["tier_not_native"] : [];
  }
  return source || isExact(ratio) ? [] : ["ratio_approximated"];
}

function isExact(ratio: AspectRatio): boolean {
  const [width, height] = oneMegapixelSizes[ratio];
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  return Math.abs((width * h) / (height * w) - 1) <= RATIO_TOLERANCE;
}

const LOG_TAIL_CHARS = 4_000;

/** 0 to 1 from the last progress bar (tqdm) in a prediction's logs; undefined without one. */
export function progressOf(logs: string | null | undefined): number | undefined {
  const lines = (logs ?? "").slice(-LOG_TAIL_CHARS).split(/[\r\n]/);
  for (const line of lines.reverse()) {
    const percent = /^\s*(\d{1,3})%\s*\|.+?\|\s*\d+\/\d+/.exec(line)?.[1];
    if (percent) return Math.min(1, Number(percent) / 100);
  }
  return undefined;
}

/** Official models may answer one address, the others a list. */
const addressesOf = (output: unknown): string[] =>
  (Array.isArray(output) ? output : [output]).filter(
    (entry): entry is string => typeof entry === "string" && /^https?:\/\//.test(entry),
  );

const failed = (error: ProviderError): PollResult => ({ state: "failed", error });

/** Where a prediction stands, in our words. */
export function resultOf(
  prediction: Prediction,
  request: Pick<ImageRequest, "count" | "seed">,
  { pollAfterMs, apiKey }: { pollAfterMs: number; apiKey: string },
): PollResult {
  switch (prediction.status) {
    case "succeeded":
      return finished(prediction, request);
    case "failed":
      return failed(errorOfFailure(prediction.error, apiKey));
    case "canceled":
      return failed(new ProviderError("not_found_or_expired", "This order was cancelled.", false));
    case "aborted":
      // Its deadline passed before it started, so nothing ran.
      return failed(new ProviderError("provider_error", "Replicate did not start the order in time.", true));
    default:
      return { state: "running", progress: progressOf(prediction.logs), pollAfterMs };
  }
}

function finished(prediction: Prediction, { count, seed }: Pick<ImageRequest, "count" | "seed">): PollResult {
  const urls = addressesOf(prediction.output).slice(0, count);
  if (urls.length === 0 && prediction.data_removed)
    return failed(new ProviderError("not_found_or_expired", "Replicate has removed the result.", false));
  if (urls.length === 0)
    return failed(new ProviderError("provider_error", "Replicate finished without a picture.", true));
  // One seed makes all pictures of a prediction: only a picture alone can be made again from it.
  const outputs = urls.map((url) => (count === 1 ? { url, seed } : { url }));
  // FLUX leaves out pictures that its filter refuses, without a word.
  return urls.length < count
    ? { state: "done", outputs, refused: "content_policy" }
    : { state: "done", outputs };
}
