import { env } from "@/lib/platform/env";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { checkPicture } from "@/lib/providers/bailian/vision-check";
import { moderate } from "@/lib/providers/openai/moderation";
import { judgeScores } from "../rules";
import type { CheckView } from "../schema";

const MAX_ANSWER_BYTES = 1024 * 1024;

type Said = Pick<CheckView, "verdict" | "reasons">;

const line = (id: string, baseUrl: string, apiKey: string) => ({
  connection: { id, baseUrl, apiKey, options: {} },
  signal: AbortSignal.timeout(env().MODERATION_TIMEOUT_MS),
  fetch: outboundFetch({ maxBytes: MAX_ANSWER_BYTES }),
});

/** Asks OpenAI's moderation about a text or a picture; undefined where the operator has not turned it on. */
export function openaiChecker(subject: Parameters<typeof moderate>[1]): (() => Promise<Said>) | undefined {
  const { MODERATION_OPENAI, OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  if (!MODERATION_OPENAI || !OPENAI_API_KEY) return undefined;
  return async () => {
    const answer = await moderate(line("moderation-openai", OPENAI_BASE_URL, OPENAI_API_KEY), subject);
    const { MODERATION_REVIEW_SCORE: review, MODERATION_BLOCK_SCORE: block } = env();
    return judgeScores(answer, { review, block });
  };
}

/** Shows a picture to a vision model of Aliyun Bailian; undefined where the operator has not turned it on. */
export function bailianChecker(image: {
  bytes: Buffer;
  contentType: "image/jpeg";
}): (() => Promise<Said>) | undefined {
  const { MODERATION_BAILIAN, MODERATION_BAILIAN_MODEL: model, BAILIAN_API_KEY, BAILIAN_BASE_URL } = env();
  if (!MODERATION_BAILIAN || !BAILIAN_API_KEY) return undefined;
  return async () => {
    const call = line("moderation-bailian", BAILIAN_BASE_URL, BAILIAN_API_KEY);
    const { verdict, categories, reason } = await checkPicture(call, { model, image });
    if (verdict === "pass") return { verdict, reasons: [] };
    const named = categories.length > 0 ? categories : (["other"] as const);
    return { verdict, reasons: named.map((category) => ({ category, reason })) };
  };
}
