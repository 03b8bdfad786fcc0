import type { FieldErrors } from "./errors";

/** Codes made here, for answers that never came or cannot be read; every other code is the server's. */
export type LocalCode = "offline" | "network" | "timeout" | "bad_answer";

/**
 * An answer that is not a success. `status` is 0 when no answer came. `code` is stable and translated by
 * the interface, `detail` is English for developers, `fields` names the inputs at fault.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: { fields?: FieldErrors; requestId?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, { cause: extra.cause });
  }
  get fields(): FieldErrors {
    return this.extra.fields ?? {};
  }
  get requestId(): string | undefined {
    return this.extra.requestId;
  }
  get retryAfterMs(): number | undefined {
    return this.extra.retryAfterMs;
  }
}
