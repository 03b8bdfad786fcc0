import { ApiError } from "@/lib/platform/api-error";

/** An order on its way: the key it is sent under, and what it says. */
export interface Submission {
  key: string;
  fingerprint: string;
}

/**
 * The submission to send now. An order whose answer never came is sent again under its old key, so that the
 * server returns the first generation instead of making (and charging) a second; another order gets a new key.
 */
export function submissionFor(last: Submission | null, order: unknown, newKey: () => string): Submission {
  const fingerprint = JSON.stringify(order);
  return last?.fingerprint === fingerprint ? last : { key: newKey(), fingerprint };
}

/** Whether the server has decided about an order; lost answers and faults leave it open. */
export const isDecided = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500;
