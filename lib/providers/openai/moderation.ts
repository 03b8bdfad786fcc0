import { ProviderError } from "../provider-error";
import { MAX_JSON_BYTES, readJson } from "../response";
import { clock, failureOf, type Line, send } from "./transport";
import { moderationSchema } from "./types";

const MODEL = "omni-moderation-latest";
const TIMEOUT_MS = 30_000;

export interface Moderation {
  flagged: boolean;
  /** The vendor's names of what it found, such as `violence/graphic`; sorted, each once. */
  categories: string[];
  /** How sure it is of each category, from 0 to 1; empty where a server tells none. */
  scores: Record<string, number>;
}

/**
 * Asks OpenAI's filter about a text, a picture (PNG, JPEG or WebP) or both together; for any vendor's orders.
 * Throws ProviderError; a call without text and picture is invalid_request.
 */
export async function moderate(
  call: Line,
  input: { text?: string; image?: { bytes: Buffer; contentType: string } },
): Promise<Moderation> {
  const parts = partsOf(input);
  if (parts.length === 0) throw new ProviderError("invalid_request", "There is nothing to check.", true);
  const time = clock(call.signal);
  try {
    time.start(TIMEOUT_MS);
    const response = await send(call, { timeoutMs: TIMEOUT_MS, signal: time.signal }, (client) =>
      client.moderations.create({ model: MODEL, input: parts }),
    );
    const answer = moderationSchema.safeParse(await readJson(response, { maxBytes: MAX_JSON_BYTES }));
    if (!answer.success)
      throw new ProviderError("unknown_outcome", "The filter's answer is not readable.", false);
    const { results } = answer.data;
    const found = results.flatMap(({ categories }) =>
      Object.keys(categories).filter((name) => categories[name] === true),
    );
    return {
      flagged: results.some(({ flagged }) => flagged),
      categories: [...new Set(found)].sort(),
      scores: highestScores(results.map(({ category_scores }) => category_scores ?? {})),
    };
  } catch (error) {
    throw failureOf(error, call);
  } finally {
    time.stop();
  }
}

function highestScores(answers: Record<string, number | null>[]): Record<string, number> {
  const highest = new Map<string, number>();
  for (const [name, score] of answers.flatMap(Object.entries))
    if (typeof score === "number") highest.set(name, Math.max(score, highest.get(name) ?? 0));
  return Object.fromEntries(highest);
}

function partsOf({ text, image }: Parameters<typeof moderate>[1]) {
  const words = text?.trim() ? [{ type: "text" as const, text }] : [];
  const url = image ? `data:${image.contentType};base64,${image.bytes.toString("base64")}` : "";
  return image ? [...words, { type: "image_url" as const, image_url: { url } }] : words;
}
