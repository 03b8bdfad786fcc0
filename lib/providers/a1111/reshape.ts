import type { ImageRequest, InputPicture, OutputWarning } from "@/lib/providers/image-provider";
import type { AspectRatio, RenderQuality } from "@/lib/providers/model-capabilities";
import { ProviderError } from "@/lib/providers/provider-error";
import { checkpointOf } from "./models";
import { type Checkpoint, type ImageToImage, infoWords, type TextToImage, type Upscale } from "./types";

type Options = Readonly<Record<string, string>>;

export interface Order {
  path: "txt2img" | "img2img" | "extra-single-image";
  body: TextToImage | ImageToImage | Upscale;
  warnings: OutputWarning[];
}

/** The sizes that SDXL was trained on, nearest to each ratio. */
const SIZES: Record<AspectRatio, readonly [widthPx: number, heightPx: number]> = {
  "1:1": [1024, 1024],
  "4:3": [1152, 896],
  "3:4": [896, 1152],
  "3:2": [1216, 832],
  "2:3": [832, 1216],
  "16:9": [1344, 768],
  "9:16": [768, 1344],
  "21:9": [1536, 640],
};

/** The trained sizes miss their ratios by 1 to 4 %; people notice more than 2. */
const RATIO_TOLERANCE = 0.02;

const STEPS: Record<RenderQuality, number> = { draft: 12, standard: 25, high: 40 };
const CFG: Record<RenderQuality, number> = { draft: 6, standard: 7, high: 7 };
/** Exists under this name in every version; the schedule is the server's choice unless the options name one. */
const SAMPLER = "DPM++ 2M";
const UPSCALER = "R-ESRGAN 4x+";

/** How far the second pass may leave the first: below 0.3 it stays soft, above 0.5 it invents. */
const SECOND_PASS_STRENGTH = 0.4;
const VARIATION_STRENGTH = 0.55;
const INPAINT_STRENGTH = 0.85;
const IMAGE_TO_IMAGE_STRENGTH = 0.6;

/** The request in the server's words. Throws invalid_request for what such a server cannot do. */
export function orderOf(request: ImageRequest, options: Options): Order {
  switch (request.operation) {
    case "generate":
      return textToImage(request, options);
    case "image_to_image":
      return imageToImage(request, options, request.strength ?? IMAGE_TO_IMAGE_STRENGTH);
    case "variation":
      return imageToImage(request, options, VARIATION_STRENGTH);
    case "inpaint":
      return inpaint(request, options);
    case "upscale":
      return upscale(request, options);
    default:
      throw cannot(`A self-hosted server cannot do ${request.operation}.`);
  }
}

const cannot = (message: string) => new ProviderError("invalid_request", message, true);

function common(request: ImageRequest, options: Options, widthPx: number, heightPx: number): TextToImage {
  const checkpoint = checkpointOf(request.model);
  return {
    prompt: request.prompt,
    negative_prompt: request.negativePrompt,
    width: widthPx,
    height: heightPx,
    steps: STEPS[request.quality],
    cfg_scale: CFG[request.quality],
    sampler_name: options.sampler || SAMPLER,
    ...(options.scheduler ? { scheduler: options.scheduler } : {}),
    seed: request.seed,
    batch_size: request.count,
    n_iter: 1,
    send_images: true,
    save_images: false,
    ...(checkpoint === null ? {} : { override_settings: { sd_model_checkpoint: checkpoint } }),
  };
}

function textToImage(request: ImageRequest, options: Options): Order {
  const sd15 = options.base === "sd15";
  if (request.tier === "4K" || (sd15 && request.tier === "2K"))
    throw cannot(`This server cannot draw at ${request.tier}.`);
  const [widthPx, heightPx] = SIZES[request.ratio];
  const share = sd15 ? 0.5 : 1;
  const body = common(request, options, widthPx * share, heightPx * share);
  const [w = 1, h = 1] = request.ratio.split(":").map(Number);
  const off = Math.abs((widthPx / heightPx) * (h / w) - 1);
  const secondPass = sd15 || request.tier === "2K";
  return {
    path: "txt2img",
    body: secondPass
      ? {
          ...body,
          enable_hr: true,
          hr_scale: 2,
          hr_upscaler: options.upscaler || UPSCALER,
          denoising_strength: SECOND_PASS_STRENGTH,
        }
      : body,
    warnings: off > RATIO_TOLERANCE ? ["ratio_approximated"] : [],
  };
}

/** Sides must be multiples of 8, the grid of the latent picture. */
const onGrid = (px: number) => Math.max(8, Math.round(px / 8) * 8);

function imageToImage(request: ImageRequest, options: Options, strength: number): Order {
  const source = sourceOf(request);
  // Below the size that it was trained on a model repeats and smears, so a small start is enlarged.
  const trainedPx = options.base === "sd15" ? 512 : 1024;
  const scale = Math.max(1, trainedPx / Math.sqrt(source.widthPx * source.heightPx));
  return {
    path: "img2img",
    body: {
      ...common(request, options, onGrid(source.widthPx * scale), onGrid(source.heightPx * scale)),
      init_images: [base64(source)],
      resize_mode: 0,
      denoising_strength: strength,
    },
    warnings: [],
  };
}

function inpaint(request: ImageRequest, options: Options): Order {
  const source = sourceOf(request);
  if (!request.mask) throw cannot("Painting over a part needs a mask.");
  return {
    path: "img2img",
    body: {
      ...common(request, options, onGrid(source.widthPx), onGrid(source.heightPx)),
      init_images: [base64(source)],
      resize_mode: 0,
      denoising_strength: INPAINT_STRENGTH,
      mask: base64(request.mask),
      mask_blur: 4,
      inpainting_fill: 1,
      inpaint_full_res: false,
      inpaint_full_res_padding: 32,
      inpainting_mask_invert: 0,
    },
    warnings: [],
  };
}

function upscale(request: ImageRequest, options: Options): Order {
  const body: Upscale = {
    resize_mode: 0,
    image: base64(sourceOf(request)),
    upscaling_resize: request.upscaleFactor ?? 2,
    upscaler_1: options.upscaler || UPSCALER,
  };
  return { path: "extra-single-image", body, warnings: [] };
}

function sourceOf({ source }: ImageRequest): InputPicture {
  if (!source) throw cannot("This edit needs a picture to start from.");
  return source;
}

const base64 = (picture: InputPicture) => picture.bytes.toString("base64");

/** Which of the answer's pictures were ordered, and their seeds; without readable info, what A1111 does by default. */
export function placesOf(info: string | null | undefined): { first: number; seeds: number[] } {
  const read = infoWords.safeParse(parsed(info ?? "{}"));
  return read.success
    ? { first: read.data.index_of_first_image, seeds: read.data.all_seeds }
    : { first: 0, seeds: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the server has a checkpoint, by any of the names that A1111 itself accepts for one. */
export const hasCheckpoint = (checkpoints: readonly Checkpoint[], name: string): boolean =>
  checkpoints.some(({ title, model_name, hash, sha256, filename }) =>
    [
      title,
      title.replace(/ \[[0-9a-f]+\]$/, ""),
      model_name,
      hash,
      sha256,
      filename?.split(/[\\/]/).at(-1),
    ].includes(name),
  );

/** Names of checkpoints in one line, for people. */
export const listed = (checkpoints: readonly Checkpoint[]): string => {
  const names = checkpoints.map((checkpoint) => checkpoint.model_name);
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
};
