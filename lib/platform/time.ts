/** Business time is Asia/Shanghai (UTC+8, no daylight saving), whatever clock the machine runs on. */
export const BUSINESS_TIME_ZONE = "Asia/Shanghai";

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The calendar day in Shanghai as YYYY-MM-DD. */
export const businessDay = (at: Date): string =>
  new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** Midnight in Shanghai at the start of a YYYY-MM-DD day. */
export const startOfBusinessDay = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

const DAY_MS = 86_400_000;

/** Midnight in Shanghai at the end of a YYYY-MM-DD day. */
export const endOfBusinessDay = (day: string): Date => new Date(startOfBusinessDay(day).getTime() + DAY_MS);

export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
