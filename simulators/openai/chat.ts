import { z } from "zod";
import { scenarioOf, withoutMarkers } from "../kit/scenario";
import { jsonOf, type SimOutcome, type SimRequest, takeTime } from "../kit/server";
import { noSuchModel, refusalOf, refuse } from "./errors";
import { improved, inEnglish } from "./words";

const content = z.union([
  z.string(),
  z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("text"), text: z.string() }),
        z.strictObject({
          type: z.literal("image_url"),
          image_url: z.strictObject({ url: z.string(), detail: z.enum(["auto", "low", "high"]).optional() }),
        }),
      ]),
    )
    .min(1),
]);
const schema = z.strictObject({
  model: z.string().min(1),
  messages: z
    .array(z.strictObject({ role: z.enum(["system", "developer", "user", "assistant"]), content }))
    .min(1),
  max_tokens: z.number().int().min(1).optional(),
  max_completion_tokens: z.number().int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
  user: z.string().optional(),
  response_format: z.strictObject({ type: z.enum(["text", "json_object"]) }).optional(),
});
type Message = z.infer<typeof schema>["messages"][number];

export const chatModels = [
  "gpt-5.4-mini",
  "gpt-4o-mini",
  "qwen-plus",
  "qwen-flash",
  "qwen3-vl-flash",
  "qwen3-vl-plus",
];
const LATENCY_MS = 900;

/**
 * POST /chat/completions. Reads the system message for the word `translate` (answers English) or `improve` (answers
 * the prompt with more detail, in its own language); everything else gets a short fixed answer.
 */
export async function chatCompletions(
  request: SimRequest,
  key: string,
  desk: {
    speed: number;
    trouble(scenario: ReturnType<typeof scenarioOf>, prompt: string): SimOutcome | undefined;
  },
): Promise<SimOutcome> {
  const parsed = schema.safeParse(jsonOf(request));
  if (!parsed.success) return refusalOf(parsed.error);
  const { model, messages, response_format } = parsed.data;
  if (!chatModels.includes(model)) return noSuchModel(model);
  const isJson = response_format?.type === "json_object";
  if (isJson && !messages.some((message) => /json/i.test(textOf(message))))
    return refuse(400, {
      message:
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      param: "messages",
    });
  const last = textOf(messages.findLast(({ role }) => role === "user"));
  const scenario = scenarioOf({ apiKey: key, prompt: last });
  const trouble = desk.trouble(scenario, last);
  if (trouble) return trouble;
  await takeTime(Number(scenario.argument) || LATENCY_MS, desk.speed);
  const text = scenario.name === "empty_data" ? "" : answerTo(messages, withoutMarkers(last));
  const words = isJson ? JSON.stringify({ prompt: text }) : text;
  return { status: 200, body: completion(model, words, messages) };
}

function answerTo(messages: Message[], last: string): string {
  const system = messages
    .filter(({ role }) => role === "system" || role === "developer")
    .map(textOf)
    .join("\n");
  if (/translat/i.test(system)) return inEnglish(last);
  if (/improv/i.test(system)) return improved(last);
  return "OK";
}

const textOf = (message: Message | undefined): string => {
  const parts = message?.content ?? "";
  if (typeof parts === "string") return parts;
  return parts.map((part) => (part.type === "text" ? part.text : "")).join(" ");
};

function completion(model: string, text: string, messages: Message[]) {
  const prompt_tokens = Math.ceil(messages.map(textOf).join(" ").length / 3);
  const completion_tokens = Math.ceil(text.length / 3);
  return {
    id: "chatcmpl-simulated",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      { index: 0, finish_reason: "stop", message: { role: "assistant", content: text, refusal: null } },
    ],
    usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens },
  };
}
