/** Codes that any surface may answer with; domains add their own as plain strings. */
export type FieldErrors = Record<string, string>;

/**
 * A refusal that the caller may read: `code` is stable and translated by clients, `detail` is an
 * English sentence without internals, `fields` names the inputs at fault.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: { fields?: FieldErrors; retryAfterMs?: number } = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

export const invalidInput = (fields: FieldErrors, detail = "The input is not valid.") =>
  new AppError(400, "invalid_input", detail, { fields });
export const unauthenticated = () => new AppError(401, "unauthenticated", "Sign in first.");
export const forbidden = (permission: string) =>
  new AppError(403, "forbidden", `This needs the permission ${permission}.`);
/** Also the answer for things that exist but belong to someone else. */
export const notFound = (what: string) => new AppError(404, "not_found", `There is no such ${what}.`);
export const conflict = (code: string, detail: string) => new AppError(409, code, detail);
export const rateLimited = (retryAfterMs: number) =>
  new AppError(429, "rate_limited", "Too many requests; wait a moment.", { retryAfterMs });

/** For states that the code promises cannot happen. The text is for the log, never for the caller. */
export function broken(message: string): never {
  throw new Error(`Broken promise: ${message}`);
}
