const UNIQUE_VIOLATION = "23505";

/** The unique index that a failed statement ran into; undefined for every other error. */
export function violatedIndex(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!("code" in cause) || cause.code !== UNIQUE_VIOLATION) continue;
    return "constraint_name" in cause ? String(cause.constraint_name) : "";
  }
  return undefined;
}
