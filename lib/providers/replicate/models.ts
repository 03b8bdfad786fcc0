import {
  type AspectRatio,
  aspectRatios,
  type ModelCapabilities,
  type OperationCapabilities,
  type Tier,
} from "@/lib/providers/model-capabilities";

/** A model of ours with the name that Replicate gives it. */
export interface ReplicateModel {
  capabilities: ModelCapabilities;
  ref:
    | "black-forest-labs/flux-schnell"
    | "black-forest-labs/flux-dev"
    | "black-forest-labs/flux-1.1-pro"
    | "black-forest-labs/flux-2-pro"
    | "stability-ai/sdxl";
}

/** Community models run by version; this is SDXL's newest one (replicate.com/stability-ai/sdxl/versions). */
export const SDXL_VERSION = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";

/** Most pictures that flux-2-pro looks at in one order. */
const FLUX_2_INPUTS = 8;

const MEGAPIXEL = 1_048_576;
const oneMegapixel = { maxPixels: MEGAPIXEL, minSidePx: 256, maxSidePx: 2_048, maxRatio: 3 } as const;
const restyle: OperationCapabilities = { ...oneMegapixel, prompt: "required", strength: true };
const vary: OperationCapabilities = { ...oneMegapixel, prompt: "optional" };

const flat = (credits: number): Record<Tier, number> => ({ "1K": credits, "2K": credits, "4K": credits });

const shared = {
  provider: "replicate",
  ratios: aspectRatios,
  tiers: ["1K"],
  qualities: ["standard"],
  minCount: 1,
  maxCount: 4,
  maxPerCall: 4,
  maxPromptChars: 2_000,
  negativePrompt: false,
  seed: true,
  maxReferences: 0,
  edits: {},
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  // Active processing time is billed (replicate.com/docs/billing); nothing is said about runs that a filter ends.
  chargesOnRefusal: "unknown",
  builtIn: false,
} as const satisfies Partial<ModelCapabilities>;

/** Prices: the models' pages on replicate.com, per picture; one credit is about 0.8 US cents of cost. */
export const replicateModels: readonly ReplicateModel[] = [
  {
    ref: "black-forest-labs/flux-schnell",
    capabilities: {
      ...shared,
      id: "flux-schnell",
      name: { zh: "FLUX.1 极速", en: "FLUX.1 schnell" },
      note: {
        zh: "几秒出图、最便宜，适合快速试想法；英文提示词效果更好。",
        en: "Seconds per picture and the cheapest: good for trying ideas; English prompts work best.",
      },
      creditsPerImage: flat(1), // $0.003
    },
  },
  {
    ref: "black-forest-labs/flux-dev",
    capabilities: {
      ...shared,
      id: "flux-dev",
      name: { zh: "FLUX.1 开发版", en: "FLUX.1 dev" },
      note: {
        zh: "细节与文字表现均衡，也能以图生图；英文提示词效果更好。",
        en: "Balanced detail and lettering, and can start from a picture; English prompts work best.",
      },
      qualities: ["draft", "standard", "high"],
      edits: { image_to_image: restyle, variation: vary },
      creditsPerImage: flat(3), // $0.025 whatever the number of steps
    },
  },
  {
    ref: "black-forest-labs/flux-1.1-pro",
    capabilities: {
      ...shared,
      id: "flux-1.1-pro",
      name: { zh: "FLUX 1.1 专业版", en: "FLUX 1.1 pro" },
      note: {
        zh: "写实与构图出色，可参考一张图片的构图。",
        en: "Strong realism and composition; can follow the composition of one reference picture.",
      },
      // 21:9 is not in its list, and its largest custom size would be well below one megapixel.
      ratios: aspectRatios.filter((ratio) => ratio !== "21:9"),
      maxPerCall: 1,
      maxReferences: 1,
      creditsPerImage: flat(5), // $0.04
    },
  },
  {
    ref: "black-forest-labs/flux-2-pro",
    capabilities: {
      ...shared,
      id: "flux-2-pro",
      name: { zh: "FLUX.2 专业版", en: "FLUX.2 pro" },
      note: {
        zh: "最新旗舰：按文字修改图片，可融合多张参考图，方图可达 2K。",
        en: "The flagship: edits pictures by instruction, blends several references, up to 2K for squares.",
      },
      tiers: ["1K", "2K"],
      maxPerCall: 1,
      maxPromptChars: 4_000,
      // One less than the model takes, so that an edit with all references still has room for its source.
      maxReferences: FLUX_2_INPUTS - 1,
      edits: {
        instruct: {
          prompt: "required",
          // $0.015, and $0.015 for each megapixel in and out: at most $0.105 for two in and four out.
          creditsPerImage: 12,
          maxPixels: 2 * MEGAPIXEL,
          minSidePx: 256,
          maxSidePx: 2_048,
          maxRatio: 3,
        },
      },
      creditsPerImage: { "1K": 4, "2K": 10, "4K": 10 }, // $0.03 and $0.075
    },
  },
  {
    ref: "stability-ai/sdxl",
    capabilities: {
      ...shared,
      id: "sdxl",
      name: { zh: "SDXL 1.0", en: "SDXL 1.0" },
      note: {
        zh: "经典开源模型，支持反向提示词与局部重绘；请用英文提示词。",
        en: "The classic open model with negative prompts and inpainting; write prompts in English.",
      },
      qualities: ["draft", "standard", "high"],
      maxPromptChars: 1_000,
      negativePrompt: true,
      edits: { image_to_image: restyle, variation: vary, inpaint: { ...oneMegapixel, prompt: "required" } },
      // About $0.005 at 30 steps; the time is billed, and `high` takes twice the steps.
      creditsPerImage: flat(1),
      qualityPercent: { draft: 100, standard: 100, high: 200 },
    },
  },
];

/** A model by our id, by Replicate's name, or by name and version where versions can be chosen. */
export function findReplicateModel(vendorModel: string): { model: ReplicateModel; version?: string } | null {
  const [name, version] = vendorModel.split(":", 2);
  const model = replicateModels.find(({ capabilities, ref }) => capabilities.id === name || ref === name);
  if (!model || (version !== undefined && model.ref !== "stability-ai/sdxl")) return null;
  return { model, version };
}

/** Pixel sizes of FLUX.1 at one megapixel (black-forest-labs' cog source) and of SDXL's training buckets. */
export const oneMegapixelSizes: Record<AspectRatio, readonly [widthPx: number, heightPx: number]> = {
  "1:1": [1024, 1024],
  "16:9": [1344, 768],
  "9:16": [768, 1344],
  "21:9": [1536, 640],
  "3:2": [1216, 832],
  "2:3": [832, 1216],
  "3:4": [896, 1152],
  "4:3": [1152, 896],
};
