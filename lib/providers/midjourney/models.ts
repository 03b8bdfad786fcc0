import {
  aspectRatios,
  type EditOperation,
  type ModelCapabilities,
  type OperationCapabilities,
} from "@/lib/providers/model-capabilities";

/** Pictures of a grid: Midjourney always makes four. */
export const GRID_COUNT = 4;

/** The vendor acts on its own task by name; the picture is not sent, so its size does not matter. */
const onOwnTask = {
  prompt: "none",
  maxPixels: 8192 * 8192,
  minSidePx: 1,
  maxSidePx: 8192,
  maxRatio: 100,
  ownPicturesOnly: true,
} as const satisfies OperationCapabilities;

const edits: Partial<Record<EditOperation, OperationCapabilities>> = {
  variation: { ...onOwnTask, maxCount: GRID_COUNT },
  // new-api's list price for mj_upscale is $0.05 (its default model prices), half of a grid.
  upscale: { ...onOwnTask, maxCount: 1, creditsPerImage: 5 },
};

/** What both models share. A grid costs $0.10 at new-api's default list price (mj_imagine), $0.025 per picture. */
const shared = {
  provider: "midjourney",
  ratios: aspectRatios,
  // A quarter of a grid has about 1024² pixels; more is a second task on the finished picture.
  tiers: ["1K"],
  qualities: ["standard"],
  minCount: GRID_COUNT,
  maxCount: GRID_COUNT,
  maxPerCall: GRID_COUNT,
  maxPromptChars: 4_000,
  negativePrompt: true,
  seed: true,
  maxReferences: 4,
  edits,
  creditsPerImage: { "1K": 3, "2K": 3, "4K": 3 },
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  chargesOnRefusal: "unknown",
  builtIn: false,
} as const satisfies Partial<ModelCapabilities>;

const v7: ModelCapabilities = {
  ...shared,
  id: "midjourney-v7",
  name: { zh: "Midjourney V7", en: "Midjourney V7" },
  note: {
    zh: "光影、构图和氛围出众，一次四张；经由第三方代理调用，并非官方接口，须由管理员启用。",
    en: "Outstanding light, composition and mood, four at a time; reached through a third-party proxy, not an official API, and off until an operator turns it on.",
  },
};

const niji6: ModelCapabilities = {
  ...shared,
  id: "niji-6",
  name: { zh: "Niji 6", en: "Niji 6" },
  note: {
    zh: "擅长动漫与日式插画，一次四张；经由第三方代理调用，并非官方接口，须由管理员启用。",
    en: "Good at anime and Japanese illustration, four at a time; reached through a third-party proxy, not an official API, and off until an operator turns it on.",
  },
};

export const midjourneyModels: readonly ModelCapabilities[] = [v7, niji6];

/** The flag that chooses a model; undefined for a model that this provider does not have. */
export const versionFlag = (model: string): string | undefined =>
  new Map([
    [v7.id, "--v 7"],
    [niji6.id, "--niji 6"],
  ]).get(model);
