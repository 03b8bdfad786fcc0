import type { ConnectionReport } from "../image-provider";
import { ProviderError } from "../provider-error";
import { MAX_JSON_BYTES, readJson } from "../response";
import { errorIn, errorOfBody, reportOf } from "./errors";
import { clock, failureOf, type Line, send, watched } from "./transport";
import { chatSchema } from "./types";

const TIMEOUT_MS = 30_000;
/** No language writes more letters with one token; a longer answer ignores the order. */
const CHARS_PER_TOKEN = 12;
const TEST_TOKENS = 16;

export interface ChatOrder {
  model: string;
  system: string;
  user: string;
  /** Bound of the answer, in tokens of the model. */
  maxTokens: number;
  /** Asks for one JSON object; vendors want the word "json" in a message then. */
  jsonObject?: boolean;
}

/**
 * One answer of a chat model, trimmed. Works with OpenAI, Bailian's compatible mode and other compatible servers:
 * nothing is sent that one of them does not know. Throws ProviderError; never repeats a call.
 */
export async function chat(call: Line, order: ChatOrder): Promise<string> {
  const { finish_reason, message } = await ask(call, order);
  if (message.refusal || finish_reason === "content_filter")
    throw new ProviderError("content_policy", "The chat model refused to answer.", true);
  const text = message.content?.trim() ?? "";
  if (!text) throw new ProviderError("provider_error", "The chat model answered nothing.", true);
  const isCut = order.jsonObject && finish_reason === "length";
  if (isCut || text.length > order.maxTokens * CHARS_PER_TOKEN)
    throw new ProviderError("provider_error", "The chat model's answer is too long.", true);
  return text;
}

/** The shortest possible chat (it costs a handful of tokens): proves address, key and model. */
export async function testChat(call: Line, model: string): Promise<ConnectionReport> {
  const { line, status } = watched(call);
  try {
    const order = { model, system: "Answer with one word.", user: "ok", maxTokens: TEST_TOKENS };
    await ask(line, order);
    return { ok: true, detail: `${model} answers.` };
  } catch (error) {
    const failure = failureOf(error, call);
    const saysWhy = status() === 404 && /model/i.test(failure.detail);
    return saysWhy
      ? { ok: false, errorClass: "invalid_request", message: `The server has no model ${model}.` }
      : reportOf(failure, status());
  }
}

async function ask(call: Line, order: ChatOrder) {
  const time = clock(call.signal);
  try {
    time.start(TIMEOUT_MS);
    const response = await send(call, { timeoutMs: TIMEOUT_MS, signal: time.signal }, (client) =>
      client.chat.completions.create({
        model: order.model,
        messages: [
          { role: "system", content: order.system },
          { role: "user", content: order.user },
        ],
        ...bound(call.connection.baseUrl, order.maxTokens),
        ...(order.jsonObject ? { response_format: { type: "json_object" as const } } : {}),
      }),
    );
    const body = await readJson(response, { maxBytes: MAX_JSON_BYTES });
    const said = errorIn(body);
    if (said) throw errorOfBody(said);
    const [choice] = chatSchema.safeParse(body).data?.choices ?? [];
    if (choice) return choice;
    throw new ProviderError("unknown_outcome", "The chat model's answer is not readable.", false);
  } catch (error) {
    throw failureOf(error, call);
  } finally {
    time.stop();
  }
}

/** OpenAI's newer models refuse `max_tokens`; the others know no other name for it. */
const bound = (baseUrl: string, tokens: number) =>
  URL.parse(baseUrl)?.hostname.endsWith("openai.com")
    ? { max_completion_tokens: tokens }
    : { max_tokens: tokens };
