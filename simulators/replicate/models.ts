import { z } from "zod";

/** What the models' inputs have in common once they have passed their own strict schema. */
export interface ModelInput {
  prompt: string;
  seed?: number;
  image?: string;
  mask?: string;
  image_prompt?: string;
  input_images?: string[];
  prompt_strength?: number;
  num_outputs?: number;
  output_format?: "webp" | "jpg" | "png";
  aspect_ratio?: string;
  resolution?: string;
  megapixels?: string;
  width?: number;
  height?: number;
  num_inference_steps?: number;
}

export interface Size {
  widthPx: number;
  heightPx: number;
}

export interface SimModel {
  ref: string;
  /** Versions that a community model can be run by; official models run by name. */
  versions: readonly string[];
  input: z.ZodType<ModelInput>;
  /** Time of one picture, in milliseconds. */
  pictureMs: number;
  /** A progress bar in the logs; the hosted models write none. */
  bar: boolean;
  /** One address instead of a list. */
  single: boolean;
  refusal: string;
  size(input: ModelInput, source?: Size): Size;
}

const MEGAPIXEL = 1_048_576;

const fluxRatios = ["1:1", "16:9", "21:9", "3:2", "2:3", "4:5", "5:4", "3:4", "4:3", "9:16", "9:21"] as const;
const proRatios = ["1:1", "16:9", "3:2", "2:3", "4:5", "5:4", "9:16", "3:4", "4:3"] as const;
const fluxSizes: Record<string, readonly [number, number]> = {
  ...{
    "1:1": [1024, 1024],
    "16:9": [1344, 768],
    "9:16": [768, 1344],
    "21:9": [1536, 640],
    "9:21": [640, 1536],
  },
  ...{ "3:2": [1216, 832], "2:3": [832, 1216], "4:5": [896, 1088], "5:4": [1088, 896] },
  ...{ "3:4": [896, 1152], "4:3": [1152, 896] },
};

/** A picture's ratio at an area, in steps of 16 and at most so long. */
export function sizeAt(ratio: number, area: number, longestPx = 2_048): Size {
  const scale = Math.min(1, longestPx / Math.sqrt(area * Math.max(ratio, 1 / ratio)));
  const side = (px: number) => Math.max(64, Math.round((px * scale) / 16) * 16);
  return { widthPx: side(Math.sqrt(area * ratio)), heightPx: side(Math.sqrt(area / ratio)) };
}

function fluxSize({ aspect_ratio = "1:1", megapixels }: ModelInput, source?: Size): Size {
  const part = megapixels === "0.25" ? 0.25 : 1;
  if (source) return sizeAt(source.widthPx / source.heightPx, MEGAPIXEL * part);
  const [width, height] = fluxSizes[aspect_ratio] ?? [1024, 1024];
  return { widthPx: width * Math.sqrt(part), heightPx: height * Math.sqrt(part) };
}

const ratioOf = (text: string): number => {
  const [w = 1, h = 1] = text.split(":").map(Number);
  return w / h;
};

function flux2Size(input: ModelInput, first?: Size): Size {
  const { aspect_ratio = "1:1", resolution = "1 MP", width = 1_024, height = 1_024 } = input;
  if (aspect_ratio === "custom") return { widthPx: width, heightPx: height };
  const match = first && aspect_ratio === "match_input_image";
  const ratio = match
    ? first.widthPx / first.heightPx
    : ratioOf(aspect_ratio.replace("match_input_image", "1:1"));
  const area =
    resolution === "match_input_image" && first
      ? Math.min(4, Math.max(0.5, (first.widthPx * first.heightPx) / MEGAPIXEL))
      : Number.parseFloat(resolution) || 1;
  return sizeAt(ratio, area * MEGAPIXEL);
}

const common = {
  prompt: z.string(),
  seed: z.int().optional(),
  output_format: z.enum(["webp", "jpg", "png"]).default("webp"),
  output_quality: z.int().min(0).max(100).default(80),
};
const flux1 = {
  ...common,
  aspect_ratio: z.enum(fluxRatios).default("1:1"),
  num_outputs: z.int().min(1).max(4).default(1),
  megapixels: z.enum(["1", "0.25"]).default("1"),
  go_fast: z.boolean().default(true),
  disable_safety_checker: z.boolean().default(false),
};
const side = (max: number, step: number) => z.int().min(256).max(max).multipleOf(step).optional();
const tolerance = (max: number) => z.int().min(1).max(max).default(2);
const FLUX_REFUSAL =
  "All generated images contained NSFW content. Try running it again with a different prompt.";
const PRO_REFUSAL =
  "The input or output was flagged as sensitive. Please try again with different inputs. (E005)";

const official = { versions: [], bar: true, single: false, refusal: FLUX_REFUSAL } as const;
const hosted = { versions: [], bar: false, single: true, refusal: PRO_REFUSAL } as const;

export const simModels: readonly SimModel[] = [
  {
    ...official,
    ref: "black-forest-labs/flux-schnell",
    pictureMs: 1_500,
    input: z.strictObject({ ...flux1, num_inference_steps: z.int().min(1).max(4).default(4) }),
    size: (input) => fluxSize(input),
  },
  {
    ...official,
    ref: "black-forest-labs/flux-dev",
    pictureMs: 2_500,
    input: z.strictObject({
      ...flux1,
      num_inference_steps: z.int().min(1).max(50).default(28),
      guidance: z.number().min(0).max(10).default(3),
      image: z.string().optional(),
      prompt_strength: z.number().min(0).max(1).default(0.8),
    }),
    size: fluxSize,
  },
  {
    ...hosted,
    ref: "black-forest-labs/flux-1.1-pro",
    pictureMs: 3_000,
    input: z.strictObject({
      ...common,
      aspect_ratio: z.enum([...proRatios, "custom"]).default("1:1"),
      image_prompt: z.string().optional(),
      width: side(1_440, 32),
      height: side(1_440, 32),
      safety_tolerance: tolerance(6),
      prompt_upsampling: z.boolean().default(false),
    }),
    size: (input) => (input.aspect_ratio === "custom" ? flux2Size(input) : fluxSize(input)),
  },
  {
    ...hosted,
    ref: "black-forest-labs/flux-2-pro",
    pictureMs: 4_000,
    input: z.strictObject({
      ...common,
      aspect_ratio: z.enum([...proRatios, "match_input_image", "custom"]).default("1:1"),
      resolution: z.enum(["0.5 MP", "1 MP", "2 MP", "4 MP", "match_input_image"]).default("1 MP"),
      input_images: z.array(z.string()).max(8).default([]),
      width: side(2_048, 32),
      height: side(2_048, 32),
      safety_tolerance: tolerance(5),
    }),
    size: flux2Size,
  },
  {
    ...official,
    ref: "stability-ai/sdxl",
    versions: [
      "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc",
      "39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b",
    ],
    refusal: "NSFW content detected. Try running it again, or try a different prompt.",
    pictureMs: 2_500,
    input: z.strictObject({
      prompt: z.string(),
      negative_prompt: z.string().default(""),
      image: z.string().optional(),
      mask: z.string().optional(),
      width: z.int().multipleOf(8).default(1_024),
      height: z.int().multipleOf(8).default(1_024),
      num_outputs: z.int().min(1).max(4).default(1),
      scheduler: z
        .enum([
          "DDIM",
          "DPMSolverMultistep",
          "HeunDiscrete",
          "KarrasDPM",
          "K_EULER_ANCESTRAL",
          "K_EULER",
          "PNDM",
        ])
        .default("K_EULER"),
      num_inference_steps: z.int().min(1).max(500).default(50),
      guidance_scale: z.number().min(1).max(50).default(7.5),
      prompt_strength: z.number().min(0).max(1).default(0.8),
      seed: z.int().optional(),
      refine: z.enum(["no_refiner", "expert_ensemble_refiner", "base_image_refiner"]).default("no_refiner"),
      high_noise_frac: z.number().min(0).max(1).default(0.8),
      refine_steps: z.int().optional(),
      apply_watermark: z.boolean().default(true),
      lora_scale: z.number().min(0).max(1).default(0.6),
      disable_safety_checker: z.boolean().default(false),
    }),
    size: ({ mask, width = 1_024, height = 1_024 }, source) => {
      if (!source || mask) return { widthPx: width, heightPx: height };
      return {
        widthPx: source.widthPx - (source.widthPx % 8),
        heightPx: source.heightPx - (source.heightPx % 8),
      };
    },
  },
];
