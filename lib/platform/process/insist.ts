import { AppError } from "../errors";
import { logger } from "../log";
import { sleep } from "../time";

const WAITS_MS = [100, 1_000, 4_000, 10_000];

/**
 * Does a piece of work that must not be lost to a moment's weakness, a database that fails over for instance: up to
 * five times in fifteen seconds. The work must be safe to repeat. Refusals (AppError) pass at once, and the last
 * failure is thrown.
 */
export async function insist<T>(what: string, work: () => Promise<T>): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await work();
    } catch (err) {
      if (err instanceof AppError) throw err;
      logger("platform.insist").warn("trying again", { what, wait_ms: waitMs, err });
      await sleep(waitMs);
    }
  }
  return work();
}
