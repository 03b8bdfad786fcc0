import { AppError } from "@/lib/platform/errors";

/**
 * Uniform error classes and what they imply; every adapter maps its vendor's words to one of them.
 * `retry`: never; later (up to three times, on another channel at once where that is safe); once (the vendor may
 * have taken the order). `elsewhere`: another channel may be asked when this one certainly took no order.
 * `opensCircuit`: the channel is of no use until somebody mends it.
 */
export const providerErrorClasses = {
  content_policy: { retry: "never", elsewhere: false, opensCircuit: false },
  invalid_request: { retry: "never", elsewhere: false, opensCircuit: false },
  auth: { retry: "never", elsewhere: true, opensCircuit: true },
  quota_exhausted: { retry: "never", elsewhere: true, opensCircuit: true },
  rate_limited: { retry: "later", elsewhere: true, opensCircuit: false },
  provider_error: { retry: "later", elsewhere: true, opensCircuit: false },
  unknown_outcome: { retry: "once", elsewhere: false, opensCircuit: false },
  not_found_or_expired: { retry: "never", elsewhere: false, opensCircuit: false },
} as const;
export type ProviderErrorClass = keyof typeof providerErrorClasses;

/** A vendor's refusal or failure in our words. `message` is safe to show; no keys, no bodies. */
export class ProviderError extends AppError {
  /** True when the vendor took the order and failed at it: nobody else may be asked for the same. */
  taken = false;

  constructor(
    readonly errorClass: ProviderErrorClass,
    message: string,
    /** True when it is certain that the vendor took no order (connection refused, refused input). */
    readonly certainlyNotAccepted: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(502, `provider_${errorClass}`, message, { retryAfterMs });
  }
}

/** Marks a failure as one of an order that the vendor had taken. */
export function ofTakenOrder(error: ProviderError): ProviderError {
  error.taken = true;
  return error;
}

const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * What a failed call means when no answer came. Where no connection came about, nothing was sent; any other
 * break may have come after the vendor took the order, so nobody knows. Our own refusals (the outbound guard)
 * pass through as an invalid request that was never sent.
 */
export function lostCall(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (error instanceof AppError) return new ProviderError("invalid_request", error.detail, true);
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return new ProviderError("invalid_request", cause.detail, true);
    if ("code" in cause && NEVER_CONNECTED.has(String(cause.code)))
      return new ProviderError("provider_error", "The vendor could not be reached.", true);
  }
  return new ProviderError("unknown_outcome", "The vendor's answer was lost.", false);
}

/** Longest wait that a vendor may ask for, so that a wrong header cannot hold a job for a day. */
const MAX_RETRY_AFTER_MS = 10 * 60_000;

/** The wait of a Retry-After header, in milliseconds (RFC 9110: seconds or a date); undefined without one. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get("retry-after");
  if (!text) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms)) : undefined;
}

/**
 * The error of an HTTP status that the vendor's own words do not explain: 401 and 403 auth, 402 quota, 408, 409,
 * 500 and 503 provider_error, 429 rate_limited, other 4xx invalid_request; all certain. A 502 or 504 comes from
 * something between us and the vendor, which may have taken the order, so its outcome is unknown.
 */
export function errorOfStatus(status: number, headers: Headers): ProviderError {
  const wait = retryAfterMs(headers);
  if (status === 401 || status === 403)
    return new ProviderError("auth", "The vendor does not accept the key.", true);
  if (status === 402) return new ProviderError("quota_exhausted", "The vendor account has no credit.", true);
  if (status === 429) return new ProviderError("rate_limited", "The vendor asks to wait.", true, wait);
  if (status === 408 || status === 409 || status === 500 || status === 503)
    return new ProviderError("provider_error", `The vendor failed (${status}).`, true, wait);
  if (status >= 400 && status < 500)
    return new ProviderError("invalid_request", `The vendor does not take this order (${status}).`, true);
  return new ProviderError("unknown_outcome", `The vendor's answer was lost (${status}).`, false);
}
