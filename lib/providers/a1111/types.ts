import { z } from "zod";

/** Fields of POST /sdapi/v1/txt2img that we use (modules/api/models.py and modules/processing.py of A1111). */
export interface TextToImage {
  prompt: string;
  negative_prompt: string;
  width: number;
  height: number;
  steps: number;
  cfg_scale: number;
  sampler_name: string;
  scheduler?: string;
  /** Picture i of the batch uses seed + i. */
  seed: number;
  batch_size: number;
  n_iter: 1;
  send_images: true;
  save_images: false;
  override_settings?: { sd_model_checkpoint: string };
  enable_hr?: true;
  hr_scale?: number;
  hr_upscaler?: string;
  denoising_strength?: number;
}

/** POST /sdapi/v1/img2img. */
export interface ImageToImage extends Omit<TextToImage, "enable_hr" | "hr_scale" | "hr_upscaler"> {
  /** Base64 without a prefix. */
  init_images: string[];
  /** 0: to the wanted size, whatever its ratio. */
  resize_mode: 0;
  denoising_strength: number;
  /** Base64; white is painted anew. */
  mask?: string;
  mask_blur?: number;
  /** What the masked part starts from: 0 its surroundings, 1 what is there, 2 noise, 3 nothing. */
  inpainting_fill?: 0 | 1 | 2 | 3;
  inpaint_full_res?: boolean;
  inpaint_full_res_padding?: number;
  inpainting_mask_invert?: 0;
}

/** POST /sdapi/v1/extra-single-image. */
export interface Upscale {
  /** 0: by a factor. */
  resize_mode: 0;
  image: string;
  upscaling_resize: number;
  upscaler_1: string;
}

/** What the two generating calls answer; `info` is JSON in a string. */
export const picturesAnswer = z.object({
  images: z.array(z.string()).nullish(),
  info: z.string().nullish(),
});

export const infoWords = z.object({
  all_seeds: z.array(z.number().int()).catch([]),
  /** Above 0 when the server puts a contact sheet in front. */
  index_of_first_image: z.number().int().min(0).catch(0),
});

export const upscaleAnswer = z.object({ image: z.string().nullish() });

/** GET /sdapi/v1/progress: of whatever the server is doing, whoever asked for it. */
export const progressAnswer = z.object({
  progress: z.number(),
  current_image: z.string().nullish(),
});

/** GET /sdapi/v1/sd-models. */
export const checkpointsAnswer = z.array(
  z.object({
    title: z.string(),
    model_name: z.string(),
    hash: z.string().nullish(),
    sha256: z.string().nullish(),
    filename: z.string().nullish(),
  }),
);
export type Checkpoint = z.infer<typeof checkpointsAnswer>[number];

/** A refusal: FastAPI's own (`detail` is a list) or that of the server's error handler. */
export const refusalWords = z.object({
  error: z.string().nullish().catch(null),
  detail: z
    .union([
      z.string(),
      z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })),
    ])
    .nullish()
    .catch(null),
  errors: z.string().nullish().catch(null),
});
export type RefusalWords = z.infer<typeof refusalWords>;
