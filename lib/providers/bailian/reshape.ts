import type { ImageRequest, InputPicture, OutputWarning, ProviderOutput } from "../image-provider";
import type { OperationCapabilities, Tier } from "../model-capabilities";
import { ProviderError, type ProviderErrorClass } from "../provider-error";
import { classOfCode } from "./errors";
import { bailianModel, type Family } from "./models";
import { dataUrl, maskUrl } from "./pictures";
import { generateSizes, sizeLike } from "./sizes";
import type { BailianOrder, BailianOutput } from "./types";

const SYNC = "/services/aigc/multimodal-generation/generation";
const IMAGE_GENERATION = "/services/aigc/image-generation/generation";
const TEXT_TO_IMAGE = "/services/aigc/text2image/image-synthesis";
const IMAGE_TO_IMAGE = "/services/aigc/image2image/image-synthesis";

/** Prompts of functions for which nobody writes one; the vendor wants a text all the same. */
const ERASE_PROMPT = "移除涂抹区域中的物体，用周围的背景自然填补，不要出现新的物体。";
const EXPAND_PROMPT = "自然延伸画面，保持光线、色彩和风格一致。";
const UPSCALE_PROMPT = "图像超分。";

const MAX_NEGATIVE_CHARS = 500;
/** An upscaled PNG of more pixels would pass the 64 MiB that we read. */
const MAX_UPSCALED_PIXELS = 40_000_000;

const unfit = (message: string) => new ProviderError("invalid_request", message, true);

/** An order of ours as one create call. Throws invalid_request for what the model cannot do; nothing is sent then. */
export async function orderOf(
  request: ImageRequest,
): Promise<{ order: BailianOrder; warnings: OutputWarning[] }> {
  const model = bailianModel(request.model);
  if (!model) throw unfit(`Aliyun Bailian's model ${request.model} is not supported.`);
  const { capabilities, family } = model;
  const { operation } = request;
  const edit: OperationCapabilities | undefined =
    operation === "generate" ? undefined : capabilities.edits[operation];
  const can =
    (operation === "generate" ? !capabilities.editsOnly : edit) &&
    (edit || capabilities.ratios.includes(request.ratio)) &&
    capabilities.tiers.includes(request.tier) &&
    request.count >= 1 &&
    request.count <= Math.min(capabilities.maxPerCall, edit?.maxCount ?? capabilities.maxPerCall) &&
    request.references.length <= capabilities.maxReferences;
  if (!can) throw unfit(`${capabilities.name.en} cannot make this order.`);
  const warnings: OutputWarning[] = [];
  const parts =
    family === "wanx-edit"
      ? await toolboxParts(request, warnings)
      : family === "wan-t2i"
        ? wordsParts(request)
        : await messageParts(request, family, warnings);
  return {
    order: {
      path: pathOf(family),
      deferred: pathOf(family) !== SYNC,
      body: { model: request.model, input: parts.input, parameters: parts.parameters },
    },
    warnings,
  };
}

interface Parts {
  input: Record<string, unknown>;
  parameters: Record<string, unknown>;
}

function pathOf(family: Family): string {
  if (family === "qwen-3" || family === "wan-2.7") return IMAGE_GENERATION;
  if (family === "wan-t2i") return TEXT_TO_IMAGE;
  return family === "wanx-edit" ? IMAGE_TO_IMAGE : SYNC;
}

/** Families that take one message of pictures and a text: the edited picture first, then the references. */
async function messageParts(
  request: ImageRequest,
  family: Family,
  warnings: OutputWarning[],
): Promise<Parts> {
  const source = request.operation === "generate" ? undefined : sourceOf(request);
  const content: ({ image: string } | { text: string })[] = [];
  if (source) content.push({ image: await dataUrl(source, "source") });
  for (const reference of request.references) content.push({ image: await dataUrl(reference, "reference") });
  content.push({ text: request.prompt });
  return {
    input: { messages: [{ role: "user", content }] },
    parameters: {
      size: sizeOf(request, family, source, warnings),
      n: request.count,
      seed: request.seed,
      watermark: false,
      // wan 2.7 knows neither of these.
      ...(family === "wan-2.7" ? {} : { prompt_extend: false, ...negative(request) }),
    },
  };
}

function sizeOf(
  request: ImageRequest,
  family: Family,
  source: InputPicture | undefined,
  warnings: OutputWarning[],
): string {
  // 4K is for pictures from words alone.
  const reduced = request.tier === "4K" && (source !== undefined || request.references.length > 0);
  if (reduced) warnings.push("tier_not_native");
  const tier: Tier = reduced ? "2K" : request.tier;
  if (source) return sizeLike(source, tier, family === "qwen-edit" ? 2048 : 3104);
  const table: Partial<Record<Tier, Partial<Record<string, string>>>> =
    family === "wan-2.7"
      ? generateSizes.wan27
      : family === "qwen-plus"
        ? generateSizes.qwenPlus
        : generateSizes.qwen;
  const size = table[tier]?.[request.ratio];
  if (!size) throw unfit(`This model has no ${request.ratio} at ${tier}.`);
  return size;
}

/** wan 2.2 and older: words in, pictures out. */
function wordsParts(request: ImageRequest): Parts {
  const sizes: Partial<Record<string, string>> = generateSizes.wanOld["1K"];
  const size = sizes[request.ratio];
  if (!size) throw unfit(`This model has no ${request.ratio}.`);
  return {
    input: { prompt: request.prompt, ...negative(request) },
    parameters: { size, n: request.count, seed: request.seed, prompt_extend: false, watermark: false },
  };
}

/** The functions of wanx2.1-imageedit. */
async function toolboxParts(request: ImageRequest, warnings: OutputWarning[]): Promise<Parts> {
  const source = sourceOf(request);
  const picture = { base_image_url: await dataUrl(source, "source") };
  const parameters = { n: request.count, seed: request.seed, watermark: false };
  switch (request.operation) {
    case "instruct":
      return {
        input: { function: "description_edit", prompt: request.prompt, ...picture },
        parameters:
          request.strength === undefined ? parameters : { ...parameters, strength: request.strength },
      };
    case "inpaint":
    case "erase": {
      if (!request.mask) throw unfit("This edit needs a mask.");
      const prompt = request.operation === "erase" ? ERASE_PROMPT : request.prompt;
      const mask = { mask_image_url: await maskUrl(request.mask) };
      return { input: { function: "description_edit_with_mask", prompt, ...picture, ...mask }, parameters };
    }
    case "outpaint":
      return {
        input: { function: "expand", prompt: request.prompt.trim() || EXPAND_PROMPT, ...picture },
        parameters: { ...parameters, ...scalesOf(request, source, warnings) },
      };
    case "upscale": {
      const factor = factorOf(request.upscaleFactor ?? 2, source, warnings);
      return {
        input: { function: "super_resolution", prompt: UPSCALE_PROMPT, ...picture },
        parameters: { ...parameters, upscale_factor: factor },
      };
    }
    default:
      throw unfit("This model cannot make this edit.");
  }
}

/** How far each side moves, in lengths of the picture: 1 stays, 2 (the most) adds the whole length on that side. */
function scalesOf(request: ImageRequest, source: InputPicture, warnings: OutputWarning[]) {
  const { outpaint } = request;
  if (!outpaint) throw unfit("This edit needs the new frame.");
  const scale = (addedPx: number, lengthPx: number) => 1 + addedPx / lengthPx;
  const wanted = {
    top_scale: scale(outpaint.topPx, source.heightPx),
    bottom_scale: scale(outpaint.bottomPx, source.heightPx),
    left_scale: scale(outpaint.leftPx, source.widthPx),
    right_scale: scale(outpaint.rightPx, source.widthPx),
  };
  if (Object.values(wanted).some((value) => value > 2)) warnings.push("ratio_approximated");
  return Object.fromEntries(
    Object.entries(wanted).map(([side, value]) => [
      side,
      Math.round(Math.min(2, Math.max(1, value)) * 1e4) / 1e4,
    ]),
  );
}

function factorOf(asked: number, source: InputPicture, warnings: OutputWarning[]): number {
  let factor = Math.min(4, Math.max(2, Math.round(asked)));
  while (factor > 2 && factor * factor * source.widthPx * source.heightPx > MAX_UPSCALED_PIXELS) factor -= 1;
  if (factor < asked) warnings.push("tier_not_native");
  return factor;
}

function sourceOf(request: ImageRequest): InputPicture {
  if (!request.source) throw unfit("This edit needs a picture to start from.");
  return request.source;
}

function negative(request: ImageRequest): { negative_prompt?: string } {
  const text = [...request.negativePrompt.trim()].slice(0, MAX_NEGATIVE_CHARS).join("");
  return text ? { negative_prompt: text } : {};
}

/** The finished pictures of an answer, old or new shape; what is missing is explained by the vendor's code if it gives one. */
export function picturesOf(
  output: BailianOutput,
  request: ImageRequest,
): { outputs: ProviderOutput[]; refused?: ProviderErrorClass; warnings: OutputWarning[] } {
  const outputs: ProviderOutput[] = [];
  const codes: ProviderErrorClass[] = [];
  let rewritten = false;
  // The old endpoints document seed, seed + 1, … for the pictures of one call; the new ones say nothing.
  const only = request.count === 1 ? { seed: request.seed } : {};
  for (const [index, result] of (output.results ?? []).entries()) {
    if (result.url) outputs.push({ url: result.url, seed: request.seed + index });
    else if (result.code) codes.push(classOfCode(result.code, result.message ?? "") ?? "provider_error");
    const sent = result.orig_prompt ?? request.prompt;
    if (result.actual_prompt && result.actual_prompt !== sent) rewritten = true;
  }
  for (const choice of output.choices ?? []) {
    const content = choice.message?.content;
    if (!Array.isArray(content)) continue;
    for (const { image } of content) if (image) outputs.push({ url: image, ...only });
  }
  const refused = codes.find((code) => code === "content_policy") ?? codes[0] ?? "provider_error";
  return {
    outputs,
    ...(outputs.length < request.count ? { refused } : {}),
    warnings: rewritten ? ["prompt_rewritten"] : [],
  };
}
