import type { Connection } from "@/lib/providers/image-provider";
import { errorOfStatus, ProviderError } from "@/lib/providers/provider-error";
import { readJson } from "@/lib/providers/response";
import { type RefusalWords, refusalWords } from "./types";

const MAX_REFUSAL_BYTES = 2 * 1024 * 1024;
const MAX_QUOTE_CHARS = 200;

/** The words of an answer that is no success; null when it is not the server that speaks (a proxy's page). */
async function wordsOf(response: Response): Promise<RefusalWords | null> {
  try {
    const read = refusalWords.safeParse(await readJson(response, { maxBytes: MAX_REFUSAL_BYTES }));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** One line of theirs without secrets, addresses, paths of their disk or anything that may be encoded bytes. */
function quoted(text: string, { apiKey }: Connection): string {
  let line = text.replace(/\s+/g, " ");
  for (const secret of [apiKey, ...apiKey.split(":")]) if (secret) line = line.replaceAll(secret, "…");
  line = line
    .replace(/\bhttps?:\/\/\S+/gi, "…")
    .replace(/(?:[A-Za-z]:)?(?:[\\/][\w.-]+){2,}/g, "…")
    .replace(/[\w+/=-]{40,}/g, "…")
    .trim();
  return line.length > MAX_QUOTE_CHARS ? `${line.slice(0, MAX_QUOTE_CHARS - 1)}…` : line;
}

function sentenceOf(words: RefusalWords | null): string {
  if (!words) return "";
  if (Array.isArray(words.detail))
    return words.detail.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; ");
  return words.detail || words.errors || words.error || "";
}

/** What an answer other than 2xx means, whichever call it answers. Reads its body. */
export async function refusalOf(response: Response, connection: Connection): Promise<ProviderError> {
  const { status } = response;
  if (status < 400)
    return new ProviderError(
      "invalid_request",
      "The server answers with a redirect: is the base URL right?",
      true,
    );
  if (status === 401 || status === 403) {
    const message = connection.apiKey
      ? "The server does not accept this user name and password."
      : "The server wants a user name and a password: give them as user:password.";
    return new ProviderError("auth", message, true);
  }
  const words = await wordsOf(response);
  const quote = quoted(sentenceOf(words), connection);
  if (status === 404 && (quote === "" || quote === "Not Found"))
    return new ProviderError(
      "invalid_request",
      "Nothing was found there: is the base URL right, and was the server started with --api?",
      true,
    );
  if (status === 500) return failureOf(words, quote);
  const general = errorOfStatus(status, response.headers);
  if (general.errorClass !== "invalid_request" || quote === "") return general;
  return new ProviderError("invalid_request", `The server does not take this order: ${quote}`, true);
}

/** The server's own failures come with its words and end the order; a bare page may be anybody's. */
function failureOf(words: RefusalWords | null, quote: string): ProviderError {
  if (!words) return new ProviderError("unknown_outcome", "The server's answer was lost (500).", false);
  const outOfMemory = /out ?of ?memory/i.test(`${words.error} ${words.errors}`);
  const message = outOfMemory
    ? "The server's graphics card has not enough memory for this order."
    : `The server failed${quote === "" ? "." : `: ${quote}`}`;
  return new ProviderError("provider_error", message, true);
}
