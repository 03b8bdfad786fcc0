import { errorOfStatus, ProviderError, type ProviderErrorClass, retryAfterMs } from "../provider-error";

/**
 * Their codes, first match wins. Source: the vendor's list of error codes; `AccessDenied` is both a missing right
 * and a call in the wrong mode, `AllocationQuota` is a used-up allowance although its name starts with Throttling.
 */
const classes: readonly (readonly [RegExp, ProviderErrorClass])[] = [
  [/^DataInspectionFailed$|^data_inspection_failed$|^IPInfringementSuspect$/, "content_policy"],
  [/^Arrearage$|AllocationQuota|BillOverdue$|^CommodityNotPurchased$/, "quota_exhausted"],
  [/^Throttling|^LimitRequests$/, "rate_limited"],
  [/^InvalidApiKey$|^invalid_api_key$|AccessDenied/, "auth"],
  [/^(InternalError|SystemError|RewriteFailed|ModelUnavailable|RequestTimeOut)\b/, "provider_error"],
  [/^(InvalidParameter|InvalidURL|BadRequest|ModelNotFound)\b/, "invalid_request"],
];

/** "Unable to download the media resource during the data inspection process." is about the file, not about what it shows. */
const CANNOT_READ_MEDIA = /download|fetch|media resource|timed? ?out|format|decode|corrupt/i;
const WRONG_MODE = /does not support a?synchronous/i;

/** Our class of one of their codes; undefined for one that we do not know. */
export function classOfCode(code: string, message: string): ProviderErrorClass | undefined {
  if (code === "InvalidParameter.DataInspection")
    return CANNOT_READ_MEDIA.test(message) ? "invalid_request" : "content_policy";
  if (code === "AccessDenied" && WRONG_MODE.test(message)) return "invalid_request";
  return classes.find(([pattern]) => pattern.test(code))?.[1];
}

const sentences: Record<ProviderErrorClass, string> = {
  content_policy: "Aliyun Bailian refuses this content.",
  invalid_request: "Aliyun Bailian does not take this order.",
  auth: "Aliyun Bailian does not accept the key for this.",
  quota_exhausted: "The Aliyun Bailian account has no credit or quota left.",
  rate_limited: "Aliyun Bailian asks to wait.",
  provider_error: "Aliyun Bailian failed.",
  unknown_outcome: "Aliyun Bailian's answer was lost.",
  not_found_or_expired: "Aliyun Bailian does not know this order any more.",
};

/** Our sentence and, if they gave one, theirs: short, without addresses, keys or file contents. */
export function sentenceOf(errorClass: ProviderErrorClass, theirs: string, apiKey: string): string {
  const clean = (apiKey ? theirs.replaceAll(apiKey, "…") : theirs)
    .replaceAll(/data:[^\s"']+/g, "…")
    .replaceAll(/https?:\/\/\S+/g, "…")
    .replaceAll(/\b(sk|sim)-[\w*.-]+/g, "…")
    .replaceAll(/[\w+/=-]{48,}/g, "…")
    .replaceAll(/\s+/g, " ")
    .trim();
  return clean ? `${sentences[errorClass]} It says: ${clean.slice(0, 200)}` : sentences[errorClass];
}

/**
 * The error of a refusal with a code. They charge nothing for it, so the order was certainly not taken, except
 * where neither the code nor the status says what happened. `status` is the HTTP status, 200 for a code in a 2xx body.
 */
export function errorOfCode(refusal: {
  code: string;
  message: string;
  status: number;
  headers: Headers;
  apiKey: string;
}): ProviderError {
  const { code, message, status, headers, apiKey } = refusal;
  const known = classOfCode(code, message);
  const byStatus = status >= 400 ? errorOfStatus(status, headers) : undefined;
  const errorClass = known ?? byStatus?.errorClass ?? "provider_error";
  const certain = known !== undefined || byStatus === undefined || byStatus.certainlyNotAccepted;
  return new ProviderError(
    errorClass,
    sentenceOf(errorClass, message, apiKey),
    certain,
    retryAfterMs(headers),
  );
}
