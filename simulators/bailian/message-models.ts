import { z } from "zod";
import { draw, enlarge, paintOver } from "../kit/pictures";
import { type Input, type InputLimits, readInput } from "./inputs";
import { invalid, type Plan, sizeOf } from "./orders";
import { Refused } from "./refusals";

const seed = z.int().min(0).max(2147483647);
const sizeText = z.string().regex(/^[1-9]\d{2,3}\*[1-9]\d{2,3}$/, "size must be W*H");

const qwen = {
  negative_prompt: z.string().max(500).optional(),
  prompt_extend: z.boolean().optional(),
  watermark: z.boolean().optional(),
  seed: seed.optional(),
};
const plusSize = z.enum(["1664*928", "1472*1104", "1328*1328", "1104*1472", "928*1664"]);

interface MessageModel {
  name: RegExp;
  /** Whether the model may be called synchronously, asynchronously or both. */
  modes: readonly ("sync" | "async")[];
  maxText: (text: string) => boolean;
  images: readonly [min: number, max: number];
  limits: InputLimits;
  parameters: z.ZodType<{ size?: string; n?: number; seed?: number }>;
  standardCount: number;
  standardSize: (images: Input[]) => string;
  fits: (widthPx: number, heightPx: number, images: number, model: string) => boolean;
}

/** About what their tokenizer counts: a Chinese character each, three or four letters. */
const tokens = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 1 : 0.3), 0);
const area = (widthPx: number, heightPx: number, min: number, max: number): boolean =>
  widthPx * heightPx >= min * min && widthPx * heightPx <= max * max;
const tenMB = { minSidePx: 240, maxSidePx: 4096, maxBytes: 10_000_000 };

const qwenNew = {
  modes: ["sync"],
  maxText: (text: string) => tokens(text) <= 1_300,
  images: [0, 3],
  limits: tenMB,
  parameters: z.strictObject({ ...qwen, size: sizeText.optional(), n: z.int().min(1).max(6).optional() }),
  standardCount: 1,
  standardSize: () => "2048*2048",
  fits: (widthPx: number, heightPx: number) => area(widthPx, heightPx, 512, 2048),
} as const;

const models: readonly MessageModel[] = [
  {
    ...qwenNew,
    name: /^qwen-image(-plus|-max)?$/,
    maxText: (text) => text.length <= 800,
    images: [0, 0],
    parameters: z.strictObject({ ...qwen, size: plusSize.optional(), n: z.literal(1).optional() }),
    standardSize: () => "1664*928",
    fits: () => true,
  },
  { ...qwenNew, name: /^qwen-image-2\.0(-pro)?$/ },
  {
    ...qwenNew,
    name: /^qwen-image-3\.0(-pro)?$/,
    modes: ["sync", "async"],
    maxText: (text) => tokens(text) <= 4_500,
    parameters: z.strictObject({
      ...qwen,
      size: sizeText.optional(),
      n: z.int().min(1).max(6).optional(),
      prompt_extend_mode: z.string().optional(),
      enable_thinking: z.boolean().optional(),
    }),
  },
  {
    ...qwenNew,
    name: /^qwen-image-edit-(plus|max)$/,
    maxText: (text) => text.length <= 800,
    images: [1, 3],
    standardSize: () => "1024*1024",
    fits: (widthPx, heightPx) => Math.min(widthPx, heightPx) >= 512 && Math.max(widthPx, heightPx) <= 2048,
  },
  {
    name: /^wan2\.7-image(-pro)?$/,
    modes: ["sync", "async"],
    maxText: (text) => text.length <= 5_000,
    images: [0, 9],
    limits: { minSidePx: 240, maxSidePx: 8000, maxBytes: 20_000_000 },
    parameters: z
      .strictObject({
        size: z.union([z.enum(["1K", "2K", "4K"]), sizeText]).optional(),
        n: z.int().min(1).max(12).optional(),
        seed: seed.optional(),
        watermark: z.boolean().optional(),
        thinking_mode: z.boolean().optional(),
        enable_sequential: z.boolean().optional(),
      })
      .refine((given) => given.enable_sequential || (given.n ?? 1) <= 4, "n must be between 1 and 4"),
    standardCount: 4,
    standardSize: () => "2048*2048",
    fits: (widthPx, heightPx, images, model) =>
      area(widthPx, heightPx, 768, model === "wan2.7-image-pro" && images === 0 ? 4096 : 2048) &&
      Math.max(widthPx / heightPx, heightPx / widthPx) <= 8,
  },
];

const message = z.strictObject({
  role: z.literal("user"),
  content: z
    .array(
      z.union([z.strictObject({ text: z.string().min(1) }), z.strictObject({ image: z.string().min(1) })]),
    )
    .min(1),
});
const bodyShape = z.strictObject({
  model: z.string(),
  input: z.strictObject({ messages: z.array(message).length(1) }),
  parameters: z.unknown(),
});

/** Reads a body of the two endpoints that take messages. Throws Refused. */
export async function messagePlan(body: unknown, mode: "sync" | "async"): Promise<Plan> {
  const parsed = bodyShape.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const name = parsed.data.model;
  const model = models.find((row) => row.name.test(name));
  if (!model) throw new Refused("ModelNotFound");
  if (!model.modes.includes(mode)) throw new Refused("InvalidParameter", "url error, please check url！");
  const given = model.parameters.safeParse(parsed.data.parameters ?? {});
  if (!given.success) throw invalid(given.error);
  const content = parsed.data.input.messages[0]?.content ?? [];
  const texts = content.flatMap((part) => ("text" in part ? [part.text] : []));
  const [prompt] = texts;
  if (!prompt || texts.length !== 1)
    throw new Refused("InvalidParameter", "content must have exactly one text.");
  if (!model.maxText(prompt)) throw new Refused("InvalidParameter", "Range of input length is exceeded.");
  const urls = content.flatMap((part) => ("image" in part ? [part.image] : []));
  const [least, most] = model.images;
  if (urls.length < least || urls.length > most)
    throw new Refused(
      "InvalidParameter",
      `content must have ${least} to ${most} images, got ${urls.length}.`,
    );
  const images: Input[] = [];
  for (const url of urls) images.push(await readInput(url, "image", model.limits));
  const size = sizeOf(sizeWord(given.data.size) ?? model.standardSize(images));
  if (!model.fits(size.widthPx, size.heightPx, images.length, name))
    throw new Refused("InvalidParameter", `size ${size.widthPx}*${size.heightPx} is out of range.`);
  const [first] = images;
  const start = given.data.seed ?? 1;
  return {
    model: name,
    prompt,
    count: given.data.n ?? model.standardCount,
    ...size,
    shape: "choices",
    heldBytes: images.reduce((sum, image) => sum + image.bytes.byteLength, 0),
    draw: async (index) =>
      first
        ? paintOver({ image: await enlarge(first.bytes, size), prompt, seed: start + index, amount: 0.45 })
        : draw({ prompt, ...size, seed: start + index }),
  };
}

const sizeWord = (size: string | undefined): string | undefined =>
  size ? ({ "1K": "1024*1024", "2K": "2048*2048", "4K": "4096*4096" }[size] ?? size) : undefined;
