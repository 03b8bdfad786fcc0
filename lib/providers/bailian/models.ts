import {
  type AspectRatio,
  aspectRatios,
  type ModelCapabilities,
  type OperationCapabilities,
  type Tier,
} from "../model-capabilities";

/** How a model is spoken to: endpoint, body and parameters. */
export type Family = "qwen-plus" | "qwen-2" | "qwen-3" | "qwen-edit" | "wan-2.7" | "wan-t2i" | "wanx-edit";

/** The vendor charges by picture, whatever its size. */
const price = (credits: number): Record<Tier, number> => ({ "1K": credits, "2K": credits, "4K": credits });

const common = {
  provider: "bailian",
  qualities: ["standard"],
  minCount: 1,
  seed: true,
  qualityPercent: { draft: 100, standard: 100, high: 100 },
  chargesOnRefusal: "no",
  builtIn: false,
} as const;

const fiveRatios: readonly AspectRatio[] = ["1:1", "4:3", "3:4", "16:9", "9:16"];

/** Pictures go as data URLs of at most 10 MB; sides by the vendor's references. */
const instructQwen: OperationCapabilities = {
  prompt: "required",
  maxPixels: 2048 * 2048,
  minSidePx: 384,
  maxSidePx: 3072,
  maxRatio: 3,
};

/** wanx2.1-imageedit: 512 to 4096 px a side, ¥0.14 a picture for every function. */
const wanxEdit: OperationCapabilities = {
  prompt: "required",
  maxPixels: 2048 * 2048,
  minSidePx: 512,
  maxSidePx: 4096,
  maxRatio: 8,
};

const qwenPlus: ModelCapabilities = {
  ...common,
  id: "qwen-image-plus",
  name: { zh: "千问图像 Plus", en: "Qwen-Image Plus" },
  note: {
    zh: "擅长在画面中排版中英文文字，适合海报与插画。",
    en: "Good at setting Chinese and English text in pictures: posters and illustrations.",
  },
  ratios: fiveRatios,
  tiers: ["1K"],
  maxCount: 4,
  maxPerCall: 1,
  maxPromptChars: 800,
  negativePrompt: true,
  maxReferences: 0,
  edits: {},
  // ¥0.20 a picture (list price, seen in gateways' price lists of 2026).
  creditsPerImage: price(4),
};

const qwen2: ModelCapabilities = {
  ...common,
  id: "qwen-image-2.0",
  name: { zh: "千问图像 2.0", en: "Qwen-Image 2.0" },
  note: {
    zh: "快速的全能模型：文生图、看图改图、多图参考，最高 2K。",
    en: "A quick all-rounder: text to picture, edits by instruction and references, up to 2K.",
  },
  ratios: aspectRatios,
  tiers: ["1K", "2K"],
  maxCount: 6,
  maxPerCall: 6,
  // The vendor counts 1 300 tokens; a Chinese character is at most about one.
  maxPromptChars: 1_200,
  negativePrompt: true,
  // Three pictures in all, of which an edit's own is one.
  maxReferences: 2,
  edits: { instruct: instructQwen },
  // ¥0.20 a picture (list price, seen in gateways' price lists of 2026).
  creditsPerImage: price(4),
};

const qwen3: ModelCapabilities = {
  ...qwen2,
  id: "qwen-image-3.0",
  name: { zh: "千问图像 3.0", en: "Qwen-Image 3.0" },
  note: {
    zh: "理解很长的提示词，文字与版式准确，适合信息图与复杂构图。",
    en: "Follows very long prompts with exact text and layout: infographics and complex scenes.",
  },
  // 4 500 tokens.
  maxPromptChars: 4_000,
  // The price is not published in what we could read; between 2.0 (¥0.20) and wan2.7-image-pro (¥0.50).
  creditsPerImage: price(6),
};

const qwenEdit: ModelCapabilities = {
  ...qwen2,
  id: "qwen-image-edit-plus",
  name: { zh: "千问图像编辑 Plus", en: "Qwen-Image Edit Plus" },
  note: {
    zh: "按文字指令改图：改字、增删物体、换动作换背景，可参考多张图。",
    en: "Edits a picture by instruction: text, objects, poses and backgrounds, with references.",
  },
  tiers: ["1K"],
  maxPromptChars: 800,
  editsOnly: true,
  // ¥0.20 a picture (list price, seen in gateways' price lists of 2026).
  creditsPerImage: price(4),
};

const wan27: ModelCapabilities = {
  ...common,
  id: "wan2.7-image-pro",
  name: { zh: "万相 2.7 专业版", en: "Wan 2.7 Pro" },
  note: {
    zh: "写实摄影质感，文生图最高 4K，可参考多张图并按指令改图（改图最高 2K）。",
    en: "Photographic realism, up to 4K from words; many references and edits by instruction up to 2K.",
  },
  // The vendor's 4K exists in these ratios only.
  ratios: fiveRatios,
  tiers: ["1K", "2K", "4K"],
  maxCount: 4,
  maxPerCall: 4,
  maxPromptChars: 5_000,
  negativePrompt: false,
  // Nine pictures in all, of which an edit's own is one.
  maxReferences: 8,
  edits: {
    instruct: {
      prompt: "required",
      maxPixels: 2048 * 2048,
      minSidePx: 240,
      maxSidePx: 8000,
      maxRatio: 4,
    },
  },
  // ¥0.50 a picture at any size (list price, seen through third parties).
  creditsPerImage: price(10),
};

const wan22: ModelCapabilities = {
  ...common,
  id: "wan2.2-t2i-flash",
  name: { zh: "万相 2.2 极速版", en: "Wan 2.2 Flash" },
  note: {
    zh: "出图快、价格低，适合批量打草稿。",
    en: "Quick and cheap: for trying many ideas.",
  },
  ratios: aspectRatios.filter((ratio) => ratio !== "21:9"),
  tiers: ["1K"],
  maxCount: 4,
  maxPerCall: 4,
  maxPromptChars: 500,
  negativePrompt: true,
  maxReferences: 0,
  edits: {},
  // ¥0.14 a picture.
  creditsPerImage: price(3),
};

const wanx: ModelCapabilities = {
  ...common,
  id: "wanx2.1-imageedit",
  name: { zh: "万相图像编辑", en: "Wan Image Edit" },
  note: {
    zh: "通用改图工具：指令改图、局部重绘、消除、扩图与高清放大（仅北京地域）。",
    en: "The editing toolbox: instruct, inpaint, erase, outpaint and upscale (Beijing region only).",
  },
  ratios: aspectRatios,
  tiers: ["1K"],
  maxCount: 4,
  maxPerCall: 4,
  maxPromptChars: 800,
  negativePrompt: false,
  maxReferences: 0,
  edits: {
    instruct: { ...wanxEdit, strength: true },
    inpaint: wanxEdit,
    erase: { ...wanxEdit, prompt: "none" },
    outpaint: { ...wanxEdit, prompt: "optional" },
    upscale: { ...wanxEdit, prompt: "none", factors: [2, 3, 4], maxCount: 1 },
  },
  editsOnly: true,
  creditsPerImage: price(3),
};

/** What the composer offers, in its order. */
export const bailianModels: readonly ModelCapabilities[] = [
  qwen2,
  qwen3,
  qwenPlus,
  qwenEdit,
  wan27,
  wan22,
  wanx,
];

/** Names that own keys may use: the offered models, their sisters and their dated versions. */
const families: readonly { name: RegExp; family: Family; like: ModelCapabilities }[] = [
  { name: /^qwen-image(-plus|-max)?$/, family: "qwen-plus", like: qwenPlus },
  { name: /^qwen-image-2\.[01](-pro)?$/, family: "qwen-2", like: qwen2 },
  { name: /^qwen-image-3\.0(-pro)?$/, family: "qwen-3", like: qwen3 },
  { name: /^qwen-image-edit-(plus|max)$/, family: "qwen-edit", like: qwenEdit },
  { name: /^wan2\.7-image-pro$/, family: "wan-2.7", like: wan27 },
  { name: /^wan2\.7-image$/, family: "wan-2.7", like: { ...wan27, tiers: ["1K", "2K"] } },
  { name: /^(wan2\.[12]-t2i-(flash|plus|turbo)|wanx2\.1-t2i-(turbo|plus))$/, family: "wan-t2i", like: wan22 },
  { name: /^wanx2\.1-imageedit$/, family: "wanx-edit", like: wanx },
];

/** The family and the abilities of a model by the vendor's name; null for one that this adapter does not speak. */
export function bailianModel(name: string): { family: Family; capabilities: ModelCapabilities } | null {
  const undated = name.replace(/-\d{4}-\d{2}-\d{2}$/, "");
  const known = families.find((row) => row.name.test(undated));
  if (!known) return null;
  const { family, like } = known;
  if (name === like.id) return { family, capabilities: like };
  return { family, capabilities: { ...like, id: name, name: { zh: name, en: name } } };
}
