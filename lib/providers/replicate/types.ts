import { z } from "zod";

/** The parts of a prediction that we read (replicate.com/docs/reference/http). `output` has the model's own shape. */
export const predictionSchema = z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  /** starting, processing, succeeded, failed, canceled, aborted. */
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  data_removed: z.boolean().nullish(),
});
export type Prediction = z.infer<typeof predictionSchema>;

export const fileSchema = z.object({ urls: z.object({ get: z.url() }) });

export const accountSchema = z.object({ type: z.string(), username: z.string() });

/** A refusal; bodies differ, so every part may be missing. */
export const problemSchema = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
});

export const webhookSchema = z.object({ id: z.string().regex(/^[\w-]{1,100}$/) });

export const secretSchema = z.object({ key: z.string().regex(/^whsec_/) });
