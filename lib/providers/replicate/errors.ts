import { errorOfStatus, ProviderError, retryAfterMs } from "@/lib/providers/provider-error";
import { readBytes } from "@/lib/providers/response";
import { problemSchema } from "./types";

const MAX_PROBLEM_BYTES = 64 * 1024;
const MAX_SENTENCE_CHARS = 200;

/** What FLUX, SDXL and the official models say when their filter has refused the prompt or every picture. */
const REFUSED = /\bNSFW\b|flagged as sensitive|\(E005\)|content policy/i;

/** Their words, short and without addresses, keys or data. */
export function sentenceOf(text: string, apiKey = ""): string {
  const safe = apiKey.length > 3 ? text.replaceAll(apiKey, "…") : text;
  return safe
    .replace(/\b(https?|data):\S+/gi, "…")
    .replace(/\br8_\w+/g, "…")
    .replace(/[A-Za-z0-9+/=_-]{40,}/g, "…")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MAX_SENTENCE_CHARS);
}

export const redirected = () =>
  new ProviderError("invalid_request", "The address answers with a redirect: is the base URL right?", true);

/**
 * The error of an answer that is not 2xx. `missing` is what a 404 means to this call. A page instead of an answer
 * comes from something between us and Replicate, which may have taken the order.
 */
export async function errorOfAnswer(
  response: Response,
  apiKey: string,
  missing?: () => ProviderError,
): Promise<ProviderError> {
  const { status, headers } = response;
  const text = await readBytes(response, MAX_PROBLEM_BYTES).then(String, () => "");
  const base = errorOfStatus(status, headers);
  if (status >= 500 && (/^\s*</.test(text) || headers.get("content-type")?.includes("text/html")))
    return new ProviderError(
      "unknown_outcome",
      `A page came instead of Replicate's answer (${status}).`,
      false,
    );
  const { title = "", detail = "" } = problemOf(text);
  const words = sentenceOf(detail || title, apiKey);
  const said = words && `: ${words}`;
  if (base.errorClass === "auth")
    return new ProviderError("auth", "Replicate does not accept this key.", true);
  if (base.errorClass === "quota_exhausted")
    return new ProviderError("quota_exhausted", "The Replicate account has no credit.", true);
  if (base.errorClass === "rate_limited")
    return new ProviderError("rate_limited", "Replicate asks to wait.", true, waitOf(headers, detail));
  if (status === 404) return (missing ?? unknownAddress)();
  if (base.errorClass === "invalid_request" && REFUSED.test(detail))
    return new ProviderError("content_policy", `Replicate refuses this content${said}`, true);
  if (base.errorClass === "invalid_request")
    return new ProviderError(
      "invalid_request",
      `Replicate does not take this order${said || ` (${status}).`}`,
      true,
    );
  if (!base.certainlyNotAccepted) return base;
  return new ProviderError(
    base.errorClass,
    `Replicate failed (${status})${said || "."}`,
    true,
    base.retryAfterMs,
  );
}

const unknownAddress = () =>
  new ProviderError(
    "invalid_request",
    "Replicate's answer is: not found. Is the base URL right (it ends in /v1), and does the model exist?",
    true,
  );

function problemOf(text: string): { title?: string; detail?: string } {
  try {
    return problemSchema.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/** "Your rate limit resets in ~30s." stands in the body; the header is not always there. */
function waitOf(headers: Headers, detail: string): number | undefined {
  const seconds = /resets in ~?(\d{1,3})s/.exec(detail)?.[1];
  return retryAfterMs(headers) ?? (seconds ? Number(seconds) * 1_000 : undefined);
}

/** The error of a prediction whose status is `failed`: it was taken and has ended, perhaps at a cost. */
export function errorOfFailure(error: unknown, apiKey: string): ProviderError {
  const text = typeof error === "string" ? error : "";
  const words = sentenceOf(text, apiKey);
  if (REFUSED.test(text)) return new ProviderError("content_policy", `The model refused: ${words}`, false);
  return new ProviderError(
    "provider_error",
    words ? `The model failed: ${words}` : "The model failed.",
    false,
  );
}
