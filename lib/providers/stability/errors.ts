import { errorOfStatus, ofTakenOrder, ProviderError, retryAfterMs } from "@/lib/providers/provider-error";
import { MAX_JSON_BYTES, readJson } from "@/lib/providers/response";
import { type RefusalAnswer, refusalAnswer } from "./types";

/** The vendor shuts a key out for this long once it asks too often; a Retry-After header is not promised. */
const MIN_RATE_WAIT_MS = 60_000;
const MAX_QUOTE_CHARS = 200;

/** The filter blurred the finished picture. The order was taken, but it is over, and trying again is of no use. */
export const filtered = () =>
  new ProviderError("content_policy", "Stability AI's content filter withheld the picture.", true);

export const noPicture = () =>
  ofTakenOrder(new ProviderError("provider_error", "Stability AI answered without a picture.", true));

export const notReadable = () =>
  new ProviderError("unknown_outcome", "The vendor's answer is not readable.", false);

/**
 * What an answer other than 2xx to an order means. Reads the body. Names and statuses as in the error table of
 * https://platform.stability.ai/docs/api-reference.
 */
export async function refusalOf(response: Response, apiKey: string): Promise<ProviderError> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return new ProviderError(
      "invalid_request",
      "The address answers with a redirect: is the base URL right?",
      true,
    );
  }
  const words = await refusalWords(response);
  const page = !words && (headers.get("content-type") ?? "").includes("html");
  // A page comes from something in between, which may have passed the order on.
  if (page && status >= 500)
    return new ProviderError("unknown_outcome", `The vendor's answer was lost (${status}).`, false);
  return (words && named(words, status, apiKey)) ?? byStatus(response);
}

async function refusalWords(response: Response): Promise<RefusalAnswer | undefined> {
  try {
    return refusalAnswer.parse(await readJson(response, { maxBytes: MAX_JSON_BYTES }));
  } catch {
    return undefined;
  }
}

function named({ name, errors }: RefusalAnswer, status: number, apiKey: string): ProviderError | undefined {
  switch (name) {
    case "content_moderation":
      return new ProviderError(
        "content_policy",
        "Stability AI refused this order by its content rules.",
        true,
      );
    case "public_figure":
      return new ProviderError("content_policy", "Stability AI makes no pictures of public figures.", true);
    case "invalid_language":
      return new ProviderError("invalid_request", "Stability AI understands English prompts only.", true);
    case "payload_too_large":
      return new ProviderError("invalid_request", "The picture is too large for Stability AI.", true);
    default: {
      const quote = quotable(errors[0] ?? "", apiKey);
      const refused = status === 400 || status === 422;
      if (!refused || !quote) return undefined;
      return new ProviderError("invalid_request", `Stability AI does not take this order: ${quote}`, true);
    }
  }
}

function byStatus({ status, headers }: Response): ProviderError {
  if (status === 404)
    return new ProviderError("invalid_request", "The address was not found: is the base URL right?", true);
  if (status === 413)
    return new ProviderError("invalid_request", "The picture is too large for Stability AI.", true);
  if (status === 429) {
    const wait = Math.max(MIN_RATE_WAIT_MS, retryAfterMs(headers) ?? 0);
    return new ProviderError("rate_limited", "Stability AI asks to wait a minute.", true, wait);
  }
  return errorOfStatus(status, headers);
}

/** One short line of the vendor's, without keys and addresses. */
function quotable(text: string, apiKey: string): string {
  const withoutKey = apiKey ? text.replaceAll(apiKey, "…") : text;
  return withoutKey
    .replaceAll(/\b(?:https?:\/\/|sk-)\S+/gi, "…")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_QUOTE_CHARS);
}
