import { env } from "@/lib/platform/env";
import { outboundFetch } from "@/lib/platform/outbound/fetch";
import { checkPicture } from "@/lib/providers/bailian/vision-check";
import { moderate } from "@/lib/providers/openai/moderation";
import type { SettingValue } from "@/lib/settings/schema";
import { judgeScores } from "../rules";
import type { CheckerState, CheckView } from "../schema";

const MAX_ANSWER_BYTES = 1024 * 1024;

type Said = Pick<CheckView, "verdict" | "reasons">;

const line = (id: string, baseUrl: string, apiKey: string) => ({
  connection: { id, baseUrl, apiKey, options: {} },
  signal: AbortSignal.timeout(env().MODERATION_TIMEOUT_MS),
  fetch: outboundFetch({ maxBytes: MAX_ANSWER_BYTES }),
});

/** Which vendors are asked: what is set in the panel, or what the environment says where nothing is. */
export type Asked = SettingValue<"moderation">;

/** Asks OpenAI's moderation about a text or a picture; undefined where the operator has not turned it on. */
export function openaiChecker(
  asked: Asked,
  subject: Parameters<typeof moderate>[1],
): (() => Promise<Said>) | undefined {
  const { MODERATION_OPENAI, OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  if (!(asked.openai ?? MODERATION_OPENAI) || !OPENAI_API_KEY) return undefined;
  return async () => {
    const answer = await moderate(line("moderation-openai", OPENAI_BASE_URL, OPENAI_API_KEY), subject);
    const { MODERATION_REVIEW_SCORE: review, MODERATION_BLOCK_SCORE: block } = env();
    return judgeScores(answer, { review, block });
  };
}

/** Shows a picture to a vision model of Aliyun Bailian; undefined where the operator has not turned it on. */
export function bailianChecker(
  asked: Asked,
  image: { bytes: Buffer; contentType: "image/jpeg" },
): (() => Promise<Said>) | undefined {
  const { MODERATION_BAILIAN, MODERATION_BAILIAN_MODEL: model, BAILIAN_API_KEY, BAILIAN_BASE_URL } = env();
  if (!(asked.bailian ?? MODERATION_BAILIAN) || !BAILIAN_API_KEY) return undefined;
  return async () => {
    const call = line("moderation-bailian", BAILIAN_BASE_URL, BAILIAN_API_KEY);
    const { verdict, categories, reason } = await checkPicture(call, { model, image });
    if (verdict === "pass") return { verdict, reasons: [] };
    const named = categories.length > 0 ? categories : (["other"] as const);
    return { verdict, reasons: named.map((category) => ({ category, reason })) };
  };
}

/** What the operator sees of the checkers: what is set, what holds, and which of them have no key. */
export function describeCheckers(asked: Asked): Record<"openai" | "bailian", CheckerState> {
  const { MODERATION_OPENAI, OPENAI_API_KEY, MODERATION_BAILIAN, BAILIAN_API_KEY } = env();
  const state = (set: boolean | null, byEnvironment: boolean, key: string | undefined): CheckerState => ({
    ...{ set, byEnvironment, hasKey: Boolean(key) },
    isAsked: (set ?? byEnvironment) && Boolean(key),
  });
  return {
    openai: state(asked.openai, MODERATION_OPENAI, OPENAI_API_KEY),
    bailian: state(asked.bailian, MODERATION_BAILIAN, BAILIAN_API_KEY),
  };
}
