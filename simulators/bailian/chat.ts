import { randomUUID } from "node:crypto";
import sharp from "sharp";
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
  const unread = await unreadable(given);
  if (unread) return unread;
  const content = empty ? "" : await replyTo(given, asJson);
  return completion(given.model, content, words.length);
}

async function replyTo({ messages }: ChatBody, asJson: boolean): Promise<string> {
  const system = messages
    .filter(({ role }) => role === "system")
    .map(textOf)
    .join("\n");
  const asked = messages.findLast(({ role }) => role === "user");
  const [picture] = asked ? picturesOf(asked) : [];
  if (picture !== undefined)
    return /verdict/.test(system) ? judge(picture) : JSON.stringify(await classify(picture));
  const prompt = withoutMarkers(textOf(asked));
  const text = /translate/i.test(system)
    ? translate(prompt)
    : /improve/i.test(system)
      ? improve(prompt)
      : prompt;
  return asJson ? JSON.stringify({ prompt: text }) : text;
}

const picturesOf = ({ content }: ChatBody["messages"][number]): string[] =>
  typeof content === "string"
    ? []
    : content.flatMap((piece) => (piece.type === "image_url" ? [piece.image_url.url] : []));

/** A vision model refuses what it cannot open, and a model for words refuses any picture. */
async function unreadable({ model, messages }: ChatBody): Promise<SimReply | undefined> {
  for (const url of messages.flatMap(picturesOf)) {
    if (!/vl|omni/.test(model))
      return chatError(400, "invalid_parameter_error", `The model ${model} does not take images.`);
    const parts = /^data:image\/(png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url);
    const seen = await look(Buffer.from(parts?.[2] ?? "", "base64"));
    if (!seen || seen.format !== parts?.[1])
      return chatError(400, "invalid_parameter_error", "The image format is illegal and cannot be opened.");
  }
  return undefined;
}

/**
 * Goes by the colour all over: red is blocked, yellow is left to a person,
 * cyan brings prose instead of JSON.
 */
async function judge(url: string): Promise<string> {
  const bytes = Buffer.from(url.replace(/^data:[^,]*,/, ""), "base64");
  const { channels } = await sharp(bytes).stats();
  const [red = 0, green = 0, blue = 0] = channels.map(({ mean }) => mean);
  const is = (...wanted: boolean[]) =>
    [red, green, blue].every((mean, index) => (wanted[index] ? mean > 190 : mean < 60));
  if (is(true, false, false))
    return JSON.stringify({ verdict: "block", categories: ["violence"], reason: "Blood all over." });
  if (is(true, true, false))
    return JSON.stringify({ verdict: "review", categories: ["privacy"], reason: "Perhaps a real person." });
  if (is(false, true, true)) return "I think that this picture is fine.";
  return JSON.stringify({ verdict: "pass", categories: [], reason: "Nothing that matters." });
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
