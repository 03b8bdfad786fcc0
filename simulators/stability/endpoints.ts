import { z } from "zod";
import {
  drawNew,
  enlargeTo,
  eraseUnderMask,
  type Fields,
  grow,
  type Painting,
  redraw,
  removeBackground,
  repaintUnderMask,
} from "./painting";

/** What a picture must be to start from. */
export interface PictureLimits {
  minSidePx: number;
  maxSidePx?: number;
  minPixels: number;
  maxPixels?: number;
  /** The longer side over the shorter one. */
  maxRatio?: number;
}

export interface Endpoint {
  /** The text fields, all of them; anything else is refused. */
  fields: z.ZodType<Fields>;
  image?: PictureLimits & { required: boolean };
  mask?: true;
  /** Whether it works with a seed. */
  seeded: boolean;
  takesMs: number;
  /** Answers with an id; the result is polled. */
  later?: true;
  paint(painting: Painting): Promise<Buffer>;
}

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
const part = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, "must be a number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

const words = z.string().min(1, "is required").max(10_000, "must be at most 10000 characters");
const negative_prompt = z.string().max(10_000, "must be at most 10000 characters").optional();
const seed = whole(0, 4_294_967_294).optional();
const output_format = z.enum(["png", "jpeg", "webp"]).optional();
const aspect_ratio = z.enum(["16:9", "1:1", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21"]).optional();
const stylePresets = [
  "enhance",
  "anime",
  "photographic",
  "digital-art",
  "comic-book",
  "fantasy-art",
  "line-art",
  "analog-film",
  "neon-punk",
  "isometric",
  "low-poly",
  "origami",
  "modeling-compound",
  "cinematic",
  "3d-model",
  "pixel-art",
  "tile-texture",
] as const;
const style_preset = z.enum(stylePresets).optional();

const common = { seed, output_format };
const written = { prompt: words, negative_prompt, ...common };

const edited = { required: true, minSidePx: 64, minPixels: 4_096, maxPixels: 9_437_184 };
const CALM_RATIO = 2.5;

const sd3Fields = z
  .strictObject({
    ...written,
    output_format: z.enum(["png", "jpeg"]).optional(),
    mode: z.enum(["text-to-image", "image-to-image"]).optional(),
    model: z.enum(["sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium", "sd3.5-flash"]).optional(),
    aspect_ratio,
    strength: part(0, 1).optional(),
    cfg_scale: part(1, 10).optional(),
  })
  .superRefine((fields, ctx) => {
    const fromPicture = fields.mode === "image-to-image";
    if (fromPicture && fields.aspect_ratio !== undefined)
      ctx.addIssue({ code: "custom", path: ["aspect_ratio"], message: "is only for text-to-image" });
    if (fromPicture && fields.strength === undefined)
      ctx.addIssue({ code: "custom", path: ["strength"], message: "is required" });
    if (!fromPicture && fields.strength !== undefined)
      ctx.addIssue({ code: "custom", path: ["strength"], message: "is only for image-to-image" });
  });

const outpaintFields = z
  .strictObject({
    prompt: z.string().max(10_000).optional(),
    left: whole(0, 2_000).optional(),
    right: whole(0, 2_000).optional(),
    up: whole(0, 2_000).optional(),
    down: whole(0, 2_000).optional(),
    creativity: part(0, 1).optional(),
    style_preset,
    ...common,
  })
  .superRefine(({ left = 0, right = 0, up = 0, down = 0 }, ctx) => {
    if (left + right + up + down === 0)
      ctx.addIssue({ code: "custom", path: ["left"], message: "at least one direction must be non-zero" });
  });

const CORE_PIXELS = 1_572_864;
const ONE_MEGAPIXEL = 1_048_576;
const FOUR_MEGAPIXELS = 4_194_304;
const FOUR_K_PIXELS = 8_294_400;

/** By the path below `/v2beta/stable-image/`. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  "generate/core": {
    fields: z.strictObject({ ...written, aspect_ratio, style_preset }),
    seeded: true,
    takesMs: 2_000,
    paint: (painting) => drawNew(painting, CORE_PIXELS),
  },
  "generate/ultra": {
    fields: z.strictObject({ ...written, aspect_ratio, style_preset, strength: part(0, 1).optional() }),
    image: { required: false, minSidePx: 64, minPixels: 4_096 },
    seeded: true,
    takesMs: 5_000,
    paint: (painting) =>
      painting.image ? redraw(painting, ONE_MEGAPIXEL) : drawNew(painting, ONE_MEGAPIXEL),
  },
  "generate/sd3": {
    fields: sd3Fields,
    image: { required: false, minSidePx: 64, minPixels: 4_096 },
    seeded: true,
    takesMs: 3_500,
    paint: (painting) =>
      painting.image ? redraw(painting, ONE_MEGAPIXEL) : drawNew(painting, ONE_MEGAPIXEL),
  },
  "edit/inpaint": {
    fields: z.strictObject({ ...written, grow_mask: whole(0, 100).optional(), style_preset }),
    image: edited,
    mask: true,
    seeded: true,
    takesMs: 3_500,
    paint: repaintUnderMask,
  },
  "edit/erase": {
    fields: z.strictObject({ ...common, grow_mask: whole(0, 20).optional() }),
    image: edited,
    mask: true,
    seeded: true,
    takesMs: 3_000,
    paint: eraseUnderMask,
  },
  "edit/outpaint": {
    fields: outpaintFields,
    image: { ...edited, maxRatio: CALM_RATIO },
    seeded: true,
    takesMs: 4_000,
    paint: grow,
  },
  "edit/remove-background": {
    fields: z.strictObject({ output_format: z.enum(["png", "webp"]).optional() }),
    image: { ...edited, maxPixels: FOUR_MEGAPIXELS },
    seeded: false,
    takesMs: 2_000,
    paint: removeBackground,
  },
  "upscale/fast": {
    fields: z.strictObject({ output_format }),
    image: { required: true, minSidePx: 32, maxSidePx: 1_536, minPixels: 1_024, maxPixels: ONE_MEGAPIXEL },
    seeded: false,
    takesMs: 2_000,
    paint: (painting) => enlargeTo(painting, { factor: 4 }),
  },
  "upscale/conservative": {
    fields: z.strictObject({ ...written, creativity: part(0.1, 0.5).optional() }),
    image: { ...edited, maxRatio: CALM_RATIO },
    seeded: true,
    takesMs: 6_000,
    paint: (painting) => enlargeTo(painting, { pixels: FOUR_MEGAPIXELS }),
  },
  "upscale/creative": {
    fields: z.strictObject({ ...written, creativity: part(0.1, 0.5).optional(), style_preset }),
    image: { ...edited, maxPixels: ONE_MEGAPIXEL },
    seeded: true,
    takesMs: 8_000,
    later: true,
    paint: (painting) => enlargeTo(painting, { pixels: FOUR_K_PIXELS }),
  },
};
