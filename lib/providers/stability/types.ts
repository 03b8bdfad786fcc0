import { z } from "zod";

/** Where orders go, below `/v2beta/stable-image/`. */
export type Endpoint =
  | "generate/core"
  | "generate/ultra"
  | "generate/sd3"
  | "edit/inpaint"
  | "edit/outpaint"
  | "edit/erase"
  | "edit/remove-background"
  | "upscale/fast"
  | "upscale/conservative"
  | "upscale/creative";

/** `finish-reason` of a picture that their filter has blurred. */
export const FILTERED = "CONTENT_FILTERED";

/** A refusal: `{ "id": "…", "name": "bad_request", "errors": ["some-field: is required"] }`. */
export const refusalAnswer = z.object({
  name: z.string(),
  errors: z.array(z.string()).catch([]),
});
export type RefusalAnswer = z.infer<typeof refusalAnswer>;

/** A picture as JSON, which some gateways send whatever was accepted. */
export const pictureAnswer = z.object({
  image: z.string().optional(),
  finish_reason: z.string().optional(),
  seed: z.number().optional(),
});

/** An order that was taken and is polled. */
export const startedAnswer = z.object({ id: z.string().regex(/^[\w-]{1,200}$/) });

/** `GET /v1/user/balance`; one credit is one cent. */
export const balanceAnswer = z.object({ credits: z.number() });
