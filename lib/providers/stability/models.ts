import {
  aspectRatios,
  type EditOperation,
  type ModelCapabilities,
  type OperationCapabilities,
  type Tier,
  type Words,
} from "@/lib/providers/model-capabilities";

/** The vendor names no longest side for most edits; ours is what we decode at most. */
const MAX_SIDE_PX = 8_192;
const MIN_SIDE_PX = 64;
const MAX_PIXELS = 9_437_184;
const FOUR_MEGAPIXELS = 4_194_304;
const ONE_MEGAPIXEL = 1_048_576;

/** Any shape whose sides are long enough. */
const anyShape = { minSidePx: MIN_SIDE_PX, maxSidePx: MAX_SIDE_PX, maxRatio: MAX_SIDE_PX / MIN_SIDE_PX };
const calmShape = { minSidePx: MIN_SIDE_PX, maxSidePx: MAX_SIDE_PX, maxRatio: 2.5 };

/** The result has about one megapixel; a larger start would only make the upload longer. */
const redraw = { maxPixels: FOUR_MEGAPIXELS, ...anyShape } as const;
const redrawn = {
  image_to_image: { ...redraw, prompt: "required", strength: true },
} as const satisfies Partial<Record<EditOperation, OperationCapabilities>>;

const flat = (credits: number): Record<Tier, number> => ({ "1K": credits, "2K": credits, "4K": credits });

interface Offer {
  id: string;
  name: Words;
  note: Words;
  credits: number;
  negativePrompt?: boolean;
  seed?: boolean;
  maxCount?: number;
  tier?: Tier;
  english?: boolean;
  edits?: ModelCapabilities["edits"];
  editsOnly?: true;
}

const model = (offer: Offer): ModelCapabilities => ({
  id: offer.id,
  provider: "stability",
  name: offer.name,
  note: offer.note,
  ratios: aspectRatios,
  tiers: [offer.tier ?? "1K"],
  qualities: ["standard"],
  minCount: 1,
  maxCount: offer.maxCount ?? 4,
  maxPerCall: 1,
  maxPromptChars: 10_000,
  negativePrompt: offer.negativePrompt ?? true,
  seed: offer.seed ?? true,
  maxReferences: 0,
  edits: offer.edits ?? {},
  ...(offer.editsOnly ? { editsOnly: true } : {}),
  ...(offer.english === false ? {} : { promptLanguage: "en" }),
  creditsPerImage: flat(offer.credits),
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  // A refusal before the work (403) is free in the vendor's own words; a filtered result may be charged.
  chargesOnRefusal: "unknown",
  builtIn: false,
});

// Prices: https://platform.stability.ai/pricing, 1 vendor credit = $0.01, read 2026-11; ours are $ × 125, rounded.
export const stabilityModels: readonly ModelCapabilities[] = [
  model({
    id: "stable-core",
    name: { zh: "Stable Image Core", en: "Stable Image Core" },
    note: {
      zh: "快速、价格低，适合打草稿和批量出图。",
      en: "Quick and cheap: good for drafts and many pictures.",
    },
    credits: 4, // $0.03
  }),
  model({
    id: "stable-ultra",
    name: { zh: "Stable Image Ultra", en: "Stable Image Ultra" },
    note: {
      zh: "Stability 画质最好的模型，写实、光影和文字细节出色。",
      en: "Stability's best quality: photographic detail, light and lettering.",
    },
    credits: 10, // $0.08
    edits: redrawn,
  }),
  model({
    id: "sd3.5-large",
    name: { zh: "Stable Diffusion 3.5 Large", en: "Stable Diffusion 3.5 Large" },
    note: {
      zh: "风格多样，紧贴提示词，也能在原图上改画和出变体。",
      en: "Many styles and close to the prompt; also redraws and varies a picture.",
    },
    credits: 8, // $0.065
    edits: { ...redrawn, variation: { ...redraw, prompt: "optional" } },
  }),
  model({
    id: "sd3.5-large-turbo",
    name: { zh: "Stable Diffusion 3.5 Large Turbo", en: "Stable Diffusion 3.5 Large Turbo" },
    note: {
      zh: "3.5 Large 的快速版，几秒出图。",
      en: "The quick version of 3.5 Large: a picture in seconds.",
    },
    credits: 5, // $0.04
    // Distilled to work without guidance, so there is nothing that a negative prompt could act on.
    negativePrompt: false,
    edits: redrawn,
  }),
  model({
    id: "stable-edit",
    name: { zh: "Stable 图像编辑", en: "Stable Image Edit" },
    note: {
      zh: "局部重绘、扩图、擦除物体和去除背景。",
      en: "Repaints a part, extends, erases objects and removes the background.",
    },
    credits: 6, // $0.05
    editsOnly: true,
    edits: {
      inpaint: { prompt: "required", maxPixels: MAX_PIXELS, ...anyShape, creditsPerImage: 6 },
      outpaint: { prompt: "optional", maxPixels: MAX_PIXELS, ...calmShape, creditsPerImage: 5 }, // $0.04
      erase: { prompt: "none", maxPixels: MAX_PIXELS, ...anyShape, creditsPerImage: 6 },
      remove_background: {
        prompt: "none",
        maxCount: 1,
        maxPixels: FOUR_MEGAPIXELS,
        ...anyShape,
        creditsPerImage: 6,
      },
    },
  }),
  ...upscalers(),
];

function upscalers(): ModelCapabilities[] {
  const shared = { maxCount: 1, editsOnly: true } as const;
  return [
    model({
      ...shared,
      id: "stable-upscale-fast",
      name: { zh: "Stable 快速放大", en: "Stable Fast Upscaler" },
      note: {
        zh: "几秒内把每边放大 4 倍，不改变内容。",
        en: "Makes each side four times longer in seconds and changes nothing else.",
      },
      credits: 3, // $0.02; $0.01 before August 2025
      tier: "4K",
      negativePrompt: false,
      seed: false,
      english: false,
      edits: {
        upscale: {
          prompt: "none",
          maxCount: 1,
          maxPixels: ONE_MEGAPIXEL,
          minSidePx: 32,
          maxSidePx: 1_536,
          maxRatio: 48,
          factors: [4],
          creditsPerImage: 3,
        },
      },
    }),
    model({
      ...shared,
      id: "stable-upscale-conservative",
      name: { zh: "Stable 保真放大", en: "Stable Conservative Upscaler" },
      note: {
        zh: "放大到约 400 万像素，补足细节并忠于原图。",
        en: "Enlarges to about four megapixels and adds detail, true to the picture.",
      },
      credits: 50, // $0.40
      tier: "2K",
      edits: {
        upscale: {
          prompt: "optional",
          maxCount: 1,
          maxPixels: MAX_PIXELS,
          ...calmShape,
          creditsPerImage: 50,
        },
      },
    }),
    model({
      ...shared,
      id: "stable-upscale-creative",
      name: { zh: "Stable 创意放大", en: "Stable Creative Upscaler" },
      note: {
        zh: "放大到 4K，为低清或受损的图片重新想象细节。",
        en: "Enlarges to 4K and imagines new detail for small or damaged pictures.",
      },
      credits: 75, // $0.60
      tier: "4K",
      edits: {
        upscale: {
          prompt: "optional",
          maxCount: 1,
          maxPixels: ONE_MEGAPIXEL,
          ...anyShape,
          creditsPerImage: 75,
        },
      },
    }),
  ];
}
