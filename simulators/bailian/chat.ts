import { randomUUID } from "node:crypto";
import { z } from "zod";
import { look } from "../kit/pictures";
import { withoutMarkers } from "../kit/scenario";
import type { SimReply } from "../kit/server";
import { improve, translate } from "./words";

const part = z.union([
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({
    type: z.literal("image_url"),
    image_url: z.strictObject({ url: z.string(), detail: z.enum(["auto", "low", "high"]).optional() }),
  }),
]);
const chatBody = z.strictObject({
  model: z.string(),
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "user", "assistant"]),
        content: z.union([z.string(), z.array(part).min(1)]),
      }),
    )
    .min(1),
  temperature: z.number().min(0).lt(2).optional(),
  top_p: z.number().gt(0).max(1).optional(),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  seed: z.int().min(0).max(2147483647).optional(),
  n: z.literal(1).optional(),
  stop: z.union([z.string(), z.array(z.string())]).optional(),
  stream: z.literal(false).optional(),
  enable_thinking: z.boolean().optional(),
  response_format: z
    .union([
      z.strictObject({ type: z.enum(["text", "json_object"]) }),
      z.strictObject({ type: z.literal("json_schema"), json_schema: z.looseObject({ name: z.string() }) }),
    ])
    .optional(),
});
type ChatBody = z.infer<typeof chatBody>;

/** A refusal in the words of the compatible mode. */
export const chatError = (status: number, code: string, message: string, headers = {}): SimReply => ({
  status,
  headers,
  body: {
    error: { message, type: status < 500 ? "invalid_request_error" : "internal_error", param: null, code },
    request_id: randomUUID(),
  },
});

/** The text of the last user message, for finding a marker in it. */
export function chatPrompt(body: unknown): string {
  const parsed = chatBody.safeParse(body);
  return parsed.success ? textOf(parsed.data.messages.findLast(({ role }) => role === "user")) : "";
}

/**
 * Answers like a chat model that can do three things: `translate` in the system message gives English, `improve`
 * gives the prompt with details, a picture gives its category. As JSON it is `{"prompt": …}` or the classification.
 */
export async function chat(body: unknown, empty: boolean): Promise<SimReply> {
  const parsed = chatBody.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return chatError(400, "invalid_parameter_error", `${issue?.path.join(".")}: ${issue?.message}`);
  }
  const given = parsed.data;
  if (!/^(qwen|qwq)[\w.-]*$/.test(given.model))
    return chatError(404, "model_not_found", `The model \`${given.model}\` does not exist.`);
  const words = given.messages.map(textOf).join("\n");
  const asJson = given.response_format?.type === "json_object";
  if (asJson && !/json/i.test(words))
    return chatError(
      400,
      "invalid_parameter_error",
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
    );
  const content = empty ? "" : await replyTo(given, asJson);
  return completion(given.model, content, words.length);
}

async function replyTo({ messages }: ChatBody, asJson: boolean): Promise<string> {
  const system = messages
    .filter(({ role }) => role === "system")
    .map(textOf)
    .join("\n");
  const asked = messages.findLast(({ role }) => role === "user");
  const picture =
    asked && typeof asked.content !== "string"
      ? asked.content.find((piece) => piece.type === "image_url")?.image_url.url
      : undefined;
  if (picture !== undefined) return JSON.stringify(await classify(picture));
  const prompt = withoutMarkers(textOf(asked));
  const text = /translate/i.test(system)
    ? translate(prompt)
    : /improve/i.test(system)
      ? improve(prompt)
      : prompt;
  return asJson ? JSON.stringify({ prompt: text }) : text;
}

/** The shape of the picture is all that it goes by. */
async function classify(url: string) {
  const seen = await look(Buffer.from(url.replace(/^data:[^,]*,/, ""), "base64"));
  const ratio = seen ? seen.widthPx / seen.heightPx : 1;
  const category = ratio > 1.1 ? "landscape" : ratio < 0.9 ? "portrait" : "other";
  return { category, confidence: seen ? 0.82 : 0.2, tags: ["simulated"] };
}

function textOf(message: ChatBody["messages"][number] | undefined): string {
  if (!message) return "";
  if (typeof message.content === "string") return message.content;
  return message.content.flatMap((piece) => (piece.type === "text" ? [piece.text] : [])).join("\n");
}

const completion = (model: string, content: string, asked: number): SimReply => ({
  status: 200,
  body: {
    id: `chatcmpl-${randomUUID()}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: null,
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop", logprobs: null }],
    usage: { prompt_tokens: asked, completion_tokens: content.length, total_tokens: asked + content.length },
  },
});
