import { z } from "zod";

/** Their words; only what we read. Both shapes of a finished picture exist side by side, by the age of the model. */
const words = z.string().nullish();

const oldResult = z.object({
  url: words,
  code: words,
  message: words,
  orig_prompt: words,
  actual_prompt: words,
});

const choice = z.object({
  message: z
    .object({ content: z.union([z.string(), z.array(z.object({ image: words, text: words }))]).nullish() })
    .nullish(),
});

export const bailianAnswer = z.object({
  code: words,
  message: words,
  request_id: words,
  output: z
    .object({
      task_id: words,
      task_status: words,
      code: words,
      message: words,
      results: z.array(oldResult).nullish(),
      choices: z.array(choice).nullish(),
    })
    .nullish(),
});

/** The body of any answer: a refusal has `code`, anything else has `output`. */
export type BailianAnswer = z.infer<typeof bailianAnswer>;
export type BailianOutput = NonNullable<BailianAnswer["output"]>;

/** One create call in their words. */
export interface BailianOrder {
  path: string;
  /** True for models that answer with a task, which wants the header X-DashScope-Async. */
  deferred: boolean;
  body: { model: string; input: Record<string, unknown>; parameters: Record<string, unknown> };
}
