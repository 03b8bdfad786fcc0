/** The ratios the product offers, width:height. */
export const aspectRatios = ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9"] as const;
export type AspectRatio = (typeof aspectRatios)[number];

/** Resolution tiers. A tier names the pixel area: 1K ≈ 1024², 2K ≈ 2048², 4K ≈ 8.3 megapixels and more. */
export const tiers = ["1K", "2K", "4K"] as const;
export type Tier = (typeof tiers)[number];

export const renderQualities = ["draft", "standard", "high"] as const;
export type RenderQuality = (typeof renderQualities)[number];

/** What can be asked of a model. Everything but `generate` starts from a picture. */
export const operations = [
  "generate",
  "instruct",
  "inpaint",
  "outpaint",
  "remove_background",
  "erase",
  "upscale",
  "variation",
  "image_to_image",
] as const;
export type Operation = (typeof operations)[number];
export type EditOperation = Exclude<Operation, "generate">;

/** What an operation needs of the picture it starts from, and what it costs. */
export interface OperationCapabilities {
  /** Credits for one delivered picture at standard quality; absent: the price of the tier, as for `generate`. */
  creditsPerImage?: number;
  prompt: "required" | "optional" | "none";
  /** True when how far the result may leave the picture can be set, 0 (not at all) to 1. */
  strength?: boolean;
  /** Pictures of one order; the model's maxCount without it. */
  maxCount?: number;
  /** Pictures are made smaller to fit before they are sent. */
  maxPixels: number;
  minSidePx: number;
  maxSidePx: number;
  /** The longer side may be at most this many times the shorter one. */
  maxRatio: number;
  /** Only pictures that this provider made can be the start: it acts on its own task. */
  ownPicturesOnly?: boolean;
  /** How many times longer each side becomes, for `upscale`; absent when the vendor decides. */
  factors?: readonly number[];
}

export interface Words {
  zh: string;
  en: string;
}

/** What a model can do; drives the form, the validation and the price. Nothing about a model is written twice. */
export interface ModelCapabilities {
  /** Our id of the model, unique over all providers: `gpt-image-2`, `flux-schnell`. */
  id: string;
  provider: string;
  name: Words;
  note: Words;
  ratios: readonly AspectRatio[];
  tiers: readonly Tier[];
  qualities: readonly RenderQuality[];
  /** Fewest pictures of an order; above 1 where the vendor makes several whatever is asked. */
  minCount: number;
  maxCount: number;
  /** Most pictures of one call to the vendor; a larger order becomes several calls. */
  maxPerCall: number;
  maxPromptChars: number;
  negativePrompt: boolean;
  seed: boolean;
  /** Pictures that may be given as references to `generate` and `instruct`; 0 where there are none. */
  maxReferences: number;
  /** Which edits the model can do. */
  edits: Partial<Record<EditOperation, OperationCapabilities>>;
  /** True when it cannot make pictures from words alone, but only edit. */
  editsOnly?: boolean;
  /** The language that prompts must have; prompts in another one are translated first. */
  promptLanguage?: "en";
  /** Credits for one picture, by tier, at standard quality. */
  creditsPerImage: Record<Tier, number>;
  /** Multiplies the price, in percent, so that it stays an integer: 100 is unchanged. */
  qualityPercent: Record<RenderQuality, number>;
  /** Whether the vendor takes money for an order that its filter refuses; unknown means: maybe. */
  chargesOnRefusal: "yes" | "no" | "unknown";
  /** True when the maker is not an AI model (the built-in renderer); the interface says so. */
  builtIn: boolean;
}

const AREA_SIDE: Record<Tier, number> = { "1K": 1024, "2K": 2048, "4K": 4096 };

/**
 * The pixel size of a ratio at a tier: the tier's area, both sides multiples of 16 and the ratio exact
 * to the rounding (21:9 at 1K is 1568×672, which is 7:3 exactly).
 */
export function pixelSize(ratio: AspectRatio, tier: Tier): { widthPx: number; heightPx: number } {
  const [w = 1, h = 1] = ratio.split(":").map(Number);
  const divisor = greatestCommonDivisor(w, h);
  const unitW = (w / divisor) * 16;
  const unitH = (h / divisor) * 16;
  const side = AREA_SIDE[tier];
  const scale = Math.max(1, Math.round(Math.sqrt((side * side) / (unitW * unitH))));
  return { widthPx: unitW * scale, heightPx: unitH * scale };
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);
