import type { ConnectionReport } from "../image-provider";
import { errorOfStatus, ProviderError, type ProviderErrorClass, retryAfterMs } from "../provider-error";
import { errorSchema, type VendorErrorBody } from "./types";

/**
 * Codes by class, in small letters without punctuation. OpenAI's own, those of Bailian's compatible mode and of
 * the gateways one-api and new-api, which write the same meaning in other words.
 */
const classes: Partial<Record<ProviderErrorClass, readonly string[]>> = {
  content_policy: [
    "moderationblocked",
    "contentpolicyviolation",
    "contentfilter",
    "datainspectionfailed",
    "ipinfringementsuspect",
  ],
  quota_exhausted: [
    "billinghardlimitreached",
    "billingnotactive",
    "insufficientquota",
    "insufficientuserquota",
    "quotanotenough",
    "arrearage",
    "allocationquota",
    "throttlingallocationquota",
    "prepaidbilloverdue",
    "postpaidbilloverdue",
    "commoditynotpurchased",
  ],
  auth: ["invalidapikey", "accountdeactivated", "accessdenied", "accessdeniedunpurchased"],
  invalid_request: ["modelnotfound"],
  rate_limited: ["ratelimitexceeded", "limitrequests", "throttling", "throttlingratequota"],
};

const classOfCode = new Map(
  Object.entries(classes).flatMap(([errorClass, codes]) =>
    codes.map((code) => [code, errorClass as ProviderErrorClass] as const),
  ),
);

const MAX_QUOTE = 200;

/** The vendor's own sentence, short and without addresses, keys and anything that could be one. */
export function quote(message: string | null | undefined): string {
  const clean = (message ?? "")
    .replace(/\b(?:https?|data|wss?):\S+/gi, "…")
    .replace(/\bBearer\s+\S+/gi, "…")
    .replace(/\b(?:sk|sim|key|org|proj|sess|req)[-_][^\s"',;]+/gi, "…")
    .replace(/[\w+/=*.-]{28,}/g, "…")
    .replace(/\s+/g, " ")
    .trim();
  return clean.length > MAX_QUOTE ? `${clean.slice(0, MAX_QUOTE - 1)}…` : clean;
}

const sentence = (start: string, message: string | null | undefined): string => {
  const said = quote(message);
  return said ? `${start}: ${said}` : `${start}.`;
};

function explain(errorClass: ProviderErrorClass, body: VendorErrorBody): string {
  switch (errorClass) {
    case "content_policy":
      return sentence(
        body.moderation_details?.moderation_stage === "output"
          ? "The vendor's filter refused the finished picture"
          : "The vendor's filter refused this order",
        body.message,
      );
    case "quota_exhausted":
      return "The vendor account has no credit.";
    case "auth":
      return "The vendor does not accept the key.";
    case "rate_limited":
      return "The vendor asks to wait.";
    default:
      return sentence("The vendor does not take this order", body.message);
  }
}

const codeOf = (text: unknown): ProviderErrorClass | undefined =>
  classOfCode.get(
    String(text ?? "")
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  );

/** The `error` of a JSON body; undefined when the body holds none. */
export function errorIn(body: unknown): VendorErrorBody | undefined {
  if (typeof body !== "object" || body === null || !("error" in body) || !body.error) return undefined;
  if (typeof body.error === "string") return { message: body.error };
  return errorSchema.safeParse(body.error).data ?? {};
}

/** What the vendor says in the middle of a stream or under status 200: a word of its own, so certain. */
export function errorOfBody(body: VendorErrorBody): ProviderError {
  const errorClass = codeOf(body.code) ?? codeOf(body.type);
  if (errorClass) return new ProviderError(errorClass, explain(errorClass, body), true);
  if (body.type === "invalid_request_error" || body.type === "image_generation_user_error")
    return new ProviderError("invalid_request", explain("invalid_request", body), true);
  return new ProviderError("provider_error", sentence("The vendor failed", body.message), true);
}

/**
 * What an error answer means: the code first, because 400 and 429 stand for very different things, the status
 * second. `text` is the start of the body.
 */
export function errorOfAnswer(status: number, headers: Headers, text: string): ProviderError {
  const body = errorIn(parse(text));
  const errorClass = codeOf(body?.code) ?? codeOf(body?.type);
  if (body && errorClass)
    return new ProviderError(errorClass, explain(errorClass, body), true, retryAfterMs(headers));
  if (status < 400)
    return new ProviderError("invalid_request", "The vendor's address answers with a redirect.", true);
  // A page comes from a proxy in between; only 503 promises that nothing was passed on.
  if (!body && status >= 500 && status !== 503 && text.trimStart().startsWith("<"))
    return new ProviderError("unknown_outcome", `The vendor's answer was lost (${status}).`, false);
  const plain = errorOfStatus(status, headers);
  if (!body?.message || plain.errorClass !== "invalid_request") return plain;
  return new ProviderError("invalid_request", explain("invalid_request", body), true);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The same failure without the key in its words. */
export function withoutKey(failure: ProviderError, apiKey: string): ProviderError {
  if (!apiKey || !failure.detail.includes(apiKey)) return failure;
  const { errorClass, certainlyNotAccepted } = failure;
  const words = failure.detail.replaceAll(apiKey, "…");
  return new ProviderError(errorClass, words, certainlyNotAccepted, failure.retryAfterMs);
}

export const notThisVendor = (): ConnectionReport => ({
  ok: false,
  errorClass: "invalid_request",
  message: "The address answers, but not like an OpenAI-compatible server.",
});

/** What a failed test means; `status` is 0 when no answer came. */
export function reportOf(error: ProviderError, status: number): ConnectionReport {
  if (status >= 200 && status < 300) return notThisVendor();
  if (status === 404)
    return { ok: false, errorClass: "invalid_request", message: "Not found: is the base URL right?" };
  if (status === 0 && error.errorClass === "unknown_outcome")
    return { ok: false, errorClass: "provider_error", message: "The vendor did not answer." };
  return { ok: false, errorClass: error.errorClass, message: error.detail };
}
