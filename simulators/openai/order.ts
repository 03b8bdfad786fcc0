import { z } from "zod";
import type { SimReply } from "../kit/server";
import { invalidValue, noSuchModel, unknownParameter } from "./errors";

/** Models that are alive; DALL·E and gpt-image-1 are shut down and no longer known. */
export const imageModels = [
  "gpt-image-2",
  "gpt-image-2-2026-04-21",
  "gpt-image-2.5-sunburst",
  "gpt-image-2.5-flare",
  "gpt-image-2.6-sunburst",
  "gpt-image-2.6-flare",
  "gpt-image-1.5",
  "gpt-image-1-mini",
  "chatgpt-image-latest",
];

const shared = {
  prompt: z.string().min(1).max(32_000),
  model: z.string(),
  n: z.number().int().min(1).max(10).default(1),
  size: z.string().default("auto"),
  quality: z.string().default("auto"),
  background: z.enum(["auto", "opaque", "transparent"]).default("auto"),
  output_format: z.enum(["png", "jpeg", "webp"]).default("png"),
  output_compression: z.number().int().min(0).max(100).optional(),
  moderation: z.enum(["auto", "low"]).optional(),
  stream: z.boolean().default(false),
  partial_images: z.number().int().min(0).max(3).optional(),
  safety_identifier: z.string().max(512).optional(),
  user: z.string().optional(),
};

export const generationSchema = z.strictObject(shared);
export const editSchema = z.strictObject({ ...shared, input_fidelity: z.enum(["low", "high"]).optional() });
export type SimOrder = z.infer<typeof editSchema>;

/** What a compatible gateway with diffusion models behind it takes. */
export const compatibleSchema = z.strictObject({
  prompt: z.string().min(1).max(4_000),
  model: z.string().min(1),
  n: z.number().int().min(1).max(10).default(1),
  size: z
    .enum(["256x256", "512x512", "1024x1024", "1536x1024", "1024x1536", "1792x1024", "1024x1792"])
    .default("1024x1024"),
  quality: z.enum(["standard", "hd"]).optional(),
  response_format: z.enum(["url", "b64_json"]).default("url"),
  style: z.enum(["vivid", "natural"]).optional(),
  user: z.string().optional(),
});

const takesAnySize = (model: string): boolean => model.startsWith("gpt-image-2");

/** What the fields mean together; undefined when the order is fine. */
export function refuseOrder(order: SimOrder): SimReply | undefined {
  const { model, size, quality } = order;
  if (!imageModels.includes(model)) return noSuchModel(model);
  const words = [
    "auto",
    "low",
    "medium",
    "high",
    ...(/^gpt-image-2\.[56]/.test(model) ? ["xhigh", "max"] : []),
  ];
  if (!words.includes(quality)) return invalidValue("quality", `Invalid value: '${quality}'.`);
  if (order.background === "transparent" && order.output_format === "jpeg")
    return invalidValue("background", "Transparent backgrounds need output_format png or webp.");
  if (order.output_compression !== undefined && order.output_format === "png")
    return invalidValue("output_compression", "Compression is only supported for jpeg and webp.");
  if (order.partial_images !== undefined && !order.stream)
    return invalidValue("partial_images", "partial_images is only supported with stream.");
  if (order.stream && order.n > 1) return invalidValue("stream", "Streaming is only supported with n=1.");
  if (order.input_fidelity && !fidelities(model).includes(order.input_fidelity))
    return unknownParameter("input_fidelity");
  return refuseSize(model, size);
}

const fidelities = (model: string): string[] =>
  model === "gpt-image-1.5" ? ["low", "high"] : model === "gpt-image-1-mini" ? ["low"] : [];

function refuseSize(model: string, size: string): SimReply | undefined {
  if (["auto", "1024x1024", "1536x1024", "1024x1536"].includes(size)) return undefined;
  const wrong = (why: string) => invalidValue("size", `Invalid size '${size}': ${why}.`);
  if (!takesAnySize(model)) return wrong("supported are 1024x1024, 1024x1536, 1536x1024 and auto");
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  if (!width || !height) return wrong("expected WIDTHxHEIGHT");
  const [w, h] = [Number(width), Number(height)];
  if (w % 16 || h % 16) return wrong("both sides must be divisible by 16");
  if (Math.max(w, h) > 3_840) return wrong("the longest edge is at most 3840 pixels");
  if (Math.max(w, h) > 3 * Math.min(w, h)) return wrong("the ratio must be between 1:3 and 3:1");
  if (w * h < 655_360) return wrong("below the minimum pixel budget of 655360");
  if (w * h > 8_294_400) return wrong("above the maximum pixel budget of 8294400");
  return undefined;
}

export function sizeOf(size: string): { widthPx: number; heightPx: number } {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  return { widthPx: Number(width ?? 1024), heightPx: Number(height ?? 1024) };
}

const tokensOfSquare: Record<string, number> = {
  low: 272,
  medium: 1_056,
  high: 4_160,
  xhigh: 6_240,
  max: 8_320,
};

/** Token counts of an answer: output grows with the area, every input picture counts as a thousand. */
export function usageOf(order: SimOrder, inputPictures: number) {
  const { widthPx, heightPx } = sizeOf(order.size);
  const perPicture = ((tokensOfSquare[order.quality] ?? 1_056) * widthPx * heightPx) / (1024 * 1024);
  const text = Math.ceil(order.prompt.length / 4);
  const image = inputPictures * 1_000;
  const output = Math.round(perPicture) * order.n;
  return {
    total_tokens: text + image + output,
    input_tokens: text + image,
    output_tokens: output,
    input_tokens_details: { text_tokens: text, image_tokens: image },
  };
}
