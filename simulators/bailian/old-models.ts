import sharp from "sharp";
import { z } from "zod";
import { draw, enlarge, extend, paintOver } from "../kit/pictures";
import { type Input, readInput } from "./inputs";
import { invalid, type Plan, sizeOf } from "./orders";
import { Refused } from "./refusals";

const counted = {
  n: z.int().min(1).max(4).optional(),
  seed: z.int().min(0).max(2147483647).optional(),
  watermark: z.boolean().optional(),
};

const wordsBody = z.strictObject({
  model: z.string(),
  input: z.strictObject({
    prompt: z.string().min(1).max(500),
    negative_prompt: z.string().max(500).optional(),
  }),
  parameters: z
    .strictObject({
      ...counted,
      size: z
        .string()
        .regex(/^\d{3,4}\*\d{3,4}$/)
        .optional(),
      prompt_extend: z.boolean().optional(),
    })
    .optional(),
});

/** Reads a body of text2image. Throws Refused. */
export async function wordsPlan(body: unknown): Promise<Plan> {
  const parsed = wordsBody.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { model, input, parameters = {} } = parsed.data;
  if (!/^(wan2\.2-t2i-(flash|plus)|wanx2\.1-t2i-(turbo|plus))$/.test(model))
    throw new Refused("ModelNotFound");
  const size = sizeOf(parameters.size ?? "1024*1024");
  if (Math.min(size.widthPx, size.heightPx) < 512 || Math.max(size.widthPx, size.heightPx) > 1440)
    throw new Refused("InvalidParameter", "The width and height must be between 512 and 1440.");
  const start = parameters.seed ?? 1;
  return {
    model,
    prompt: input.prompt,
    count: parameters.n ?? 4,
    ...size,
    shape: "results",
    heldBytes: 0,
    draw: (index) => draw({ prompt: input.prompt, ...size, seed: start + index }),
  };
}

const scale = z.number().min(1).max(2).optional();
const strength = { strength: z.number().min(0).max(1).optional() };
const functions: Record<string, { masked?: true; parameters: Record<string, z.ZodType> }> = {
  stylization_all: { parameters: strength },
  stylization_local: { parameters: {} },
  description_edit: { parameters: strength },
  description_edit_with_mask: { masked: true, parameters: {} },
  expand: { parameters: { top_scale: scale, bottom_scale: scale, left_scale: scale, right_scale: scale } },
  super_resolution: { parameters: { upscale_factor: z.int().min(1).max(4).optional() } },
  colorization: { parameters: {} },
  doodle: { parameters: { is_sketch: z.boolean().optional() } },
  control_cartoon_feature: { parameters: {} },
};

const toolboxBody = z.strictObject({
  model: z.string(),
  input: z.strictObject({
    function: z.string(),
    prompt: z.string().min(1).max(800),
    base_image_url: z.string(),
    mask_image_url: z.string().optional(),
  }),
  parameters: z.record(z.string(), z.unknown()).optional(),
});

const numbers = z.object({
  n: z.number().default(1),
  seed: z.number().default(1),
  strength: z.number().default(0.5),
  top_scale: z.number().default(1),
  bottom_scale: z.number().default(1),
  left_scale: z.number().default(1),
  right_scale: z.number().default(1),
  upscale_factor: z.number().default(1),
});
type Numbers = z.infer<typeof numbers>;

const limits = { minSidePx: 512, maxSidePx: 4096, maxBytes: 10_000_000 };

/** Reads a body of image2image: the functions of wanx2.1-imageedit. Throws Refused. */
export async function toolboxPlan(body: unknown): Promise<Plan> {
  const parsed = toolboxBody.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { model, input } = parsed.data;
  if (model !== "wanx2.1-imageedit") throw new Refused("ModelNotFound");
  const known = Object.hasOwn(functions, input.function) ? functions[input.function] : undefined;
  if (!known) throw new Refused("InvalidParameter", `function ${input.function} is not supported.`);
  const given = z.strictObject({ ...counted, ...known.parameters }).safeParse(parsed.data.parameters ?? {});
  if (!given.success) throw invalid(given.error);
  const values = numbers.parse(given.data);
  const base = await readInput(input.base_image_url, "base_image_url", limits);
  if (known.masked !== (input.mask_image_url === undefined ? undefined : true))
    throw new Refused("InvalidParameter", "mask_image_url is wanted by description_edit_with_mask only.");
  const mask =
    input.mask_image_url === undefined
      ? undefined
      : await readInput(input.mask_image_url, "mask_image_url", limits);
  if (mask && (mask.widthPx !== base.widthPx || mask.heightPx !== base.heightPx))
    throw new Refused("InvalidParameter", "mask_image_url must have the size of base_image_url.");
  return {
    model,
    prompt: input.prompt,
    count: values.n,
    ...outcomeSize(input.function, base, values),
    shape: "results",
    heldBytes: base.bytes.byteLength + (mask?.bytes.byteLength ?? 0),
    draw: (index) => make({ does: input.function, prompt: input.prompt, base, mask, values, index }),
  };
}

function outcomeSize(does: string, base: Input, values: Numbers): { widthPx: number; heightPx: number } {
  const factor = does === "super_resolution" ? values.upscale_factor : 1;
  const grown = bordersOf(base, values);
  return {
    widthPx: base.widthPx * factor + grown.left + grown.right,
    heightPx: base.heightPx * factor + grown.top + grown.bottom,
  };
}

const bordersOf = ({ widthPx, heightPx }: Input, values: Numbers) => ({
  left: Math.round((values.left_scale - 1) * widthPx),
  right: Math.round((values.right_scale - 1) * widthPx),
  top: Math.round((values.top_scale - 1) * heightPx),
  bottom: Math.round((values.bottom_scale - 1) * heightPx),
});

async function make(order: {
  does: string;
  prompt: string;
  base: Input;
  mask?: Input;
  values: Numbers;
  index: number;
}): Promise<Buffer> {
  const { does, prompt, base, mask, values, index } = order;
  if (does === "expand") return extend(base.bytes, bordersOf(base, values));
  if (does === "super_resolution") return enlarge(base.bytes, outcomeSize(does, base, values));
  const painted = { image: base.bytes, prompt, seed: values.seed + index };
  if (!mask) return paintOver({ ...painted, amount: values.strength });
  // Only pure white is edited.
  const white = await sharp(mask.bytes).removeAlpha().greyscale().threshold(255).png().toBuffer();
  return prompt.includes("移除") ? fillFromAround(base, white) : paintOver({ ...painted, mask: white });
}

/** The white part of the mask filled with a blur of what is there and around it. */
async function fillFromAround(base: Input, mask: Buffer): Promise<Buffer> {
  const raw = { width: base.widthPx, height: base.heightPx };
  const where = await sharp(mask).extractChannel(0).raw().toBuffer();
  const soft = await sharp(base.bytes).toColourspace("srgb").removeAlpha().blur(48).raw().toBuffer();
  const patch = await sharp(soft, { raw: { ...raw, channels: 3 } })
    .joinChannel(where, { raw: { ...raw, channels: 1 } })
    .png()
    .toBuffer();
  return sharp(base.bytes)
    .removeAlpha()
    .composite([{ input: patch }])
    .png()
    .toBuffer();
}
