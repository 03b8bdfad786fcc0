import type { ModelCapabilities, OperationCapabilities } from "@/lib/providers/model-capabilities";

type Options = Readonly<Record<string, string>>;

/** Our id of whatever checkpoint the server has loaded. */
export const DEFAULT_MODEL = "a1111-default";

/** Wide enough for every picture of the 1K sizes; larger ones cost more memory than most graphics cards have. */
const fromPicture = {
  maxPixels: 1_572_864,
  minSidePx: 64,
  maxSidePx: 2_048,
  maxRatio: 4,
} as const;

const edits: ModelCapabilities["edits"] = {
  inpaint: { ...fromPicture, prompt: "required" },
  image_to_image: { ...fromPicture, prompt: "required", strength: true },
  variation: { ...fromPicture, prompt: "optional" },
  // Four times each side of this is 38 megapixels, which as PNG stays below the bound of a picture.
  upscale: {
    prompt: "none",
    creditsPerImage: 2,
    maxCount: 1,
    maxPixels: 2_359_296,
    minSidePx: 16,
    maxSidePx: 4_096,
    maxRatio: 8,
    factors: [2, 4],
  } satisfies OperationCapabilities,
};

const sdxl: ModelCapabilities = {
  id: DEFAULT_MODEL,
  provider: "a1111",
  name: { zh: "自建 Stable Diffusion", en: "Self-hosted Stable Diffusion" },
  note: {
    zh: "运行在自己的显卡服务器上，图片不出自己的网络，可换用任意检查点模型，适合私密和大批量的创作。",
    en: "Runs on your own GPU server with any checkpoint, so pictures stay in your network; good for private and bulk work.",
  },
  ratios: ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9"],
  tiers: ["1K", "2K"],
  qualities: ["draft", "standard", "high"],
  minCount: 1,
  maxCount: 8,
  maxPerCall: 4,
  maxPromptChars: 2_000,
  negativePrompt: true,
  seed: true,
  maxReferences: 0,
  edits,
  // No vendor sends a bill: the price stands for about ten seconds of one's own graphics card.
  creditsPerImage: { "1K": 2, "2K": 5, "4K": 10 },
  // By steps: 12, 25 and 40.
  qualityPercent: { draft: 50, standard: 100, high: 150 },
  chargesOnRefusal: "no",
  builtIn: false,
};

/** SD 1.5 draws half the sizes; its second pass reaches 1K and no further. */
const sd15: ModelCapabilities = { ...sdxl, tiers: ["1K"] };

/** What any checkpoint on such a server can do, by the kind of checkpoint. */
export const modelOf = (options: Options): ModelCapabilities => (options.base === "sd15" ? sd15 : sdxl);

/** The checkpoint that a model name stands for; null for the one that the server has loaded. */
export const checkpointOf = (vendorModel: string): string | null =>
  vendorModel === "" || vendorModel === "default" || vendorModel === DEFAULT_MODEL ? null : vendorModel;
