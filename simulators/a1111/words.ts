import { z } from "zod";
import type { SimReply } from "../kit/server";

/** Of A1111 1.10 (modules/sd_samplers_kdiffusion.py), without the schedule in the name. */
const samplers = new Set([
  "DPM++ 2M",
  "DPM++ SDE",
  "DPM++ 2M SDE",
  "DPM++ 3M SDE",
  "Euler a",
  "Euler",
  "Heun",
  "DDIM",
  "UniPC",
  "LCM",
]);
const upscalers = new Set(["None", "Lanczos", "Nearest", "ESRGAN_4x", "R-ESRGAN 4x+", "SwinIR_4x"]);
const latentUpscalers = new Set(["Latent", "Latent (antialiased)", "Latent (nearest-exact)"]);

/** What the server has on its disk; the first one is loaded. */
export const checkpoints = [
  { model_name: "sd_xl_base_1.0", hash: "31e35c80fc" },
  { model_name: "juggernautXL_v9", hash: "c9e3e68f89" },
  { model_name: "v1-5-pruned-emaonly", hash: "6ce0161689" },
].map(({ model_name, hash }) => ({
  title: `${model_name}.safetensors [${hash}]`,
  model_name,
  hash,
  sha256: null,
  filename: `/srv/webui/models/Stable-diffusion/${model_name}.safetensors`,
  config: null,
}));

const side = z.number().int().min(64).max(2_048);

const generation = z.strictObject({
  prompt: z.string().default(""),
  negative_prompt: z.string().default(""),
  width: side.default(512),
  height: side.default(512),
  steps: z.number().int().min(1).max(150).default(50),
  cfg_scale: z.number().min(1).max(30).default(7),
  sampler_name: z.string().default("Euler"),
  scheduler: z.string().optional(),
  seed: z.number().int().min(-1).max(4_294_967_295).default(-1),
  batch_size: z.number().int().min(1).max(8).default(1),
  n_iter: z.literal(1).default(1),
  send_images: z.boolean().default(true),
  save_images: z.boolean().default(false),
  override_settings: z.strictObject({ sd_model_checkpoint: z.string().optional() }).default({}),
});

export const textToImage = generation.extend({
  enable_hr: z.boolean().default(false),
  hr_scale: z.number().min(1).max(4).default(2),
  hr_upscaler: z.string().default("Latent"),
  hr_second_pass_steps: z.number().int().min(0).max(150).default(0),
  denoising_strength: z.number().min(0).max(1).optional(),
});
export type TextToImageWords = z.infer<typeof textToImage>;

export const imageToImage = generation.extend({
  init_images: z.array(z.string()).default([]),
  resize_mode: z.literal([0, 1, 2, 3]).default(0),
  denoising_strength: z.number().min(0).max(1).default(0.75),
  mask: z.string().optional(),
  mask_blur: z.number().int().min(0).max(64).default(4),
  inpainting_fill: z.literal([0, 1, 2, 3]).default(0),
  inpaint_full_res: z.boolean().default(true),
  inpaint_full_res_padding: z.number().int().min(0).max(256).default(0),
  inpainting_mask_invert: z.literal([0, 1]).default(0),
});
export type ImageToImageWords = z.infer<typeof imageToImage>;

export const extras = z.strictObject({
  resize_mode: z.literal(0).default(0),
  image: z.string().default(""),
  upscaling_resize: z.number().gt(0).max(8).default(2),
  upscaler_1: z.string().default("None"),
});
export type ExtrasWords = z.infer<typeof extras>;

/** FastAPI's refusal of a body. */
export function fieldErrors(error: z.ZodError): SimReply {
  const detail = error.issues.map(({ code, path, message }) => ({
    loc: ["body", ...path.map(String)],
    msg: message,
    type: `value_error.${code}`,
  }));
  return { status: 422, body: { detail } };
}

export const notReadable: SimReply = {
  status: 422,
  body: {
    detail: [
      { loc: ["body", 0], msg: "Expecting value: line 1 column 1 (char 0)", type: "value_error.jsondecode" },
    ],
  },
};

/** An HTTPException of the server itself goes through its own error handler. */
export const refused = (status: number, detail: string): SimReply => ({
  status,
  body: { error: "HTTPException", detail, body: "", errors: "" },
});

/** An exception in the middle of the work. */
export const crashed = (error: string, errors: string): SimReply => ({
  status: 500,
  body: { error, detail: "", body: "", errors },
});

/** What the server finds out about the names in an order; undefined when it has all of them. */
export function unknownNames(words: { sampler_name: string; hr_upscaler?: string }): SimReply | undefined {
  if (!samplers.has(words.sampler_name)) return refused(404, "Sampler not found");
  const { hr_upscaler: name } = words;
  if (name !== undefined && !latentUpscalers.has(name) && !upscalers.has(name))
    return crashed("AssertionError", `could not find upscaler named ${name}`);
  return undefined;
}

export const unknownUpscaler = (name: string): SimReply | undefined =>
  upscalers.has(name) ? undefined : crashed("AssertionError", `could not find upscaler named ${name}`);
