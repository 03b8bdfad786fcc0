import { z } from "zod";

/** Which fields a server knows: OpenAI's own models, the retired DALL·E, or what compatible servers share. */
export const dialects = ["gpt-image", "dalle", "compatible"] as const;
export type Dialect = (typeof dialects)[number];

export const dialectOf = (options: Readonly<Record<string, string>>): Dialect =>
  dialects.find((dialect) => dialect === options.dialect) ?? "gpt-image";

const pictureSchema = z.object({
  b64_json: z.string().nullish(),
  url: z.string().nullish(),
  revised_prompt: z.string().nullish(),
});
export type Picture = z.infer<typeof pictureSchema>;

/** Answer of /images/generations and /images/edits. Compatible servers leave out everything but `data`. */
export const imagesSchema = z.object({ data: z.array(pictureSchema) });

/** The inside of `{"error": …}`, in an error answer, in a stream, or in a 200 of some gateways. */
export const errorSchema = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
  message: z.string().nullish(),
  moderation_details: z.object({ moderation_stage: z.string().nullish() }).nullish(),
});
export type VendorErrorBody = z.infer<typeof errorSchema>;

/** One event of a stream of pictures; `type` ends with `.partial_image` or `.completed`. */
export const streamEventSchema = z.object({
  type: z.string(),
  b64_json: z.string(),
  partial_image_index: z.number().int().nonnegative().optional(),
});

export const modelListSchema = z.object({ data: z.array(z.object({ id: z.string() })) });

export const moderationSchema = z.object({
  results: z
    .array(
      z.object({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean().nullable()),
        category_scores: z.record(z.string(), z.number().nullable()).nullish(),
      }),
    )
    .min(1),
});

export const chatSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
