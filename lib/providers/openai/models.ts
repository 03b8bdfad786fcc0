import {
  type AspectRatio,
  aspectRatios,
  type EditOperation,
  type ModelCapabilities,
  type OperationCapabilities,
  renderQualities,
  tiers,
} from "../model-capabilities";
import { MAX_SHAPE, type SizeSet } from "./sizes";
import { dialectOf } from "./types";

type Options = Readonly<Record<string, string>>;

/**
 * The vendor takes files below 50 MB and names no bound in pixels; a picture of the largest size that its models
 * make, without any compression, stays below that.
 */
const picture = { maxPixels: 8_294_400, minSidePx: 64, maxSidePx: 3_840, maxRatio: MAX_SHAPE } as const;
const edit = (prompt: OperationCapabilities["prompt"]): OperationCapabilities => ({
  prompt,
  maxCount: 4,
  ...picture,
});

const edits: ModelCapabilities["edits"] = {
  instruct: edit("required"),
  inpaint: edit("required"),
  outpaint: edit("optional"),
  erase: edit("none"),
  variation: edit("optional"),
} satisfies Partial<Record<EditOperation, OperationCapabilities>>;

/** For models that answer with a transparent background; of gpt-image-2 that is a preview, so it is not offered. */
const editsWithCutOut: ModelCapabilities["edits"] = {
  ...edits,
  remove_background: { ...edit("none"), maxCount: 1 },
};

/** The few shapes that every model has. */
const fewRatios: readonly AspectRatio[] = ["1:1", "3:2", "2:3"];

/** The vendor's bound is 32,000; the rest is room for what an edit adds to the prompt. */
const MAX_PROMPT_CHARS = 31_000;

const base = {
  provider: "openai",
  ratios: aspectRatios,
  tiers,
  qualities: renderQualities,
  minCount: 1,
  maxCount: 8,
  maxPerCall: 4,
  maxPromptChars: MAX_PROMPT_CHARS,
  negativePrompt: false,
  seed: false,
  maxReferences: 16,
  edits,
  // About $0.07 for a medium square at 1K, $0.02 low, $0.19 high (third-party estimates for $30 per million
  // output tokens); output tokens grow with the area, so 2K and 4K are priced by it.
  creditsPerImage: { "1K": 9, "2K": 36, "4K": 72 },
  qualityPercent: { draft: 30, standard: 100, high: 270 },
  chargesOnRefusal: "unknown",
  builtIn: false,
} satisfies Omit<ModelCapabilities, "id" | "name" | "note">;

const gptImage2: ModelCapabilities = {
  ...base,
  id: "gpt-image-2",
  name: { zh: "GPT Image 2", en: "GPT Image 2" },
  note: {
    zh: "OpenAI 的通用模型：善于理解长而细的要求，画面中的文字准确，最高 4K。",
    en: "OpenAI's all-round model: follows long, detailed orders, writes text in pictures well, up to 4K.",
  },
};

const models: readonly ModelCapabilities[] = [
  gptImage2,
  {
    ...base,
    id: "gpt-image-2.6-sunburst",
    name: { zh: "GPT Image 2.6 Sunburst", en: "GPT Image 2.6 Sunburst" },
    note: {
      zh: "2.6 代的主力模型：编辑时更忠于原图，可输出透明背景。",
      en: "The main model of generation 2.6: edits stay close to the original, transparent backgrounds.",
    },
    // $30 per million output tokens (developers.openai.com), as for gpt-image-2.
    edits: editsWithCutOut,
  },
  {
    ...base,
    id: "gpt-image-2.6-flare",
    name: { zh: "GPT Image 2.6 Flare", en: "GPT Image 2.6 Flare" },
    note: {
      zh: "2.6 代的轻量模型：适合快速尝试构图，可输出透明背景。",
      en: "The lighter model of generation 2.6: for quick tries at a composition, transparent backgrounds.",
    },
    // Its price is not published; it is taken to cost what its sibling costs.
    edits: editsWithCutOut,
  },
  {
    ...base,
    id: "gpt-image-1.5",
    name: { zh: "GPT Image 1.5", en: "GPT Image 1.5" },
    note: {
      zh: "上一代模型：三种固定画幅，价格低，可输出透明背景。",
      en: "The previous generation: three fixed formats, lower price, transparent backgrounds.",
    },
    ratios: fewRatios,
    tiers: ["1K"],
    edits: editsWithCutOut,
    // Low $0.009 to 0.013, medium $0.034 to 0.050, high $0.133 to 0.200 by format (third party).
    creditsPerImage: { "1K": 6, "2K": 6, "4K": 6 },
    qualityPercent: { draft: 30, standard: 100, high: 400 },
  },
  {
    ...base,
    id: "gpt-image-1-mini",
    name: { zh: "GPT Image 1 mini", en: "GPT Image 1 mini" },
    note: {
      zh: "最便宜的 OpenAI 模型：适合草图和大量尝试，细节较少。",
      en: "OpenAI's cheapest model: for sketches and many tries, with less detail.",
    },
    ratios: fewRatios,
    tiers: ["1K"],
    edits: editsWithCutOut,
    // Low $0.005 to 0.006, medium $0.011 to 0.015, high $0.036 to 0.052 (developers.openai.com).
    creditsPerImage: { "1K": 2, "2K": 2, "4K": 2 },
    qualityPercent: { draft: 50, standard: 100, high: 350 },
  },
];

export const listModels = (): readonly ModelCapabilities[] => models;

/** What can be said of a model that we do not know: the sizes that all of them share, and no claims. */
const ownModel = (id: string): ModelCapabilities => ({
  ...base,
  id,
  name: { zh: id, en: id },
  note: {
    zh: "所连接服务器自己的模型，能力与质量由该服务器决定。",
    en: "The connected server's own model; that server decides what it can do and how well.",
  },
  ratios: fewRatios,
  tiers: ["1K"],
  maxCount: 4,
  creditsPerImage: { "1K": 6, "2K": 6, "4K": 6 },
  qualityPercent: { draft: 30, standard: 100, high: 400 },
});

/** DALL·E 2 and 3 are retired at OpenAI; the names live on in compatible servers. */
function dalle(id: string): ModelCapabilities {
  const second = id.includes("dall-e-2");
  return {
    ...ownModel(id),
    ratios: second ? ["1:1"] : ["1:1", "16:9", "9:16"],
    qualities: second ? ["standard"] : ["standard", "high"],
    maxPerCall: second ? 4 : 1,
    maxPromptChars: second ? 1_000 : 4_000,
    maxReferences: 0,
    edits: {},
    // $0.04 standard, $0.08 hd (OpenAI's last prices).
    creditsPerImage: { "1K": 5, "2K": 5, "4K": 5 },
    qualityPercent: { draft: 100, standard: 100, high: 200 },
  };
}

const compatible = (id: string): ModelCapabilities => ({
  ...ownModel(id),
  qualities: ["standard"],
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  maxPromptChars: 4_000,
  maxReferences: 0,
  edits: {},
});

/** Snapshots and siblings of the second generation take any size. */
const isSecondGeneration = (id: string): boolean => /^gpt-image-(?:2|[3-9])/.test(id);

/** Capabilities by the vendor's name of a model and the dialect of the connection. */
export function capabilitiesOf(vendorModel: string, options: Options): ModelCapabilities {
  const dialect = dialectOf(options);
  if (dialect === "dalle") return dalle(vendorModel);
  if (dialect === "compatible") return compatible(vendorModel);
  const known = models.find((model) => model.id === vendorModel);
  if (known) return known;
  if (isSecondGeneration(vendorModel))
    return { ...gptImage2, id: vendorModel, name: { zh: vendorModel, en: vendorModel } };
  return ownModel(vendorModel);
}

/** Which sizes a model takes. */
export function sizeSetOf(vendorModel: string, options: Options): SizeSet {
  const dialect = dialectOf(options);
  if (dialect === "dalle") return vendorModel.includes("dall-e-2") ? "dalle2" : "dalle3";
  return dialect === "gpt-image" && isSecondGeneration(vendorModel) ? "flexible" : "gpt";
}
