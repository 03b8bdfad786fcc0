import { ApiError } from "@/lib/platform/api-error";

const MOST_WAIT_MS = 65_000;
const MOST_TRIES = 6;

/**
 * Does something again after the pause that the server asks for, at most six times; every other failure, and a
 * signal that is aborted, goes through. For long series of single requests.
 */
export async function patiently<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      const pauseMs =
        error instanceof ApiError && error.code === "rate_limited" ? error.retryAfterMs : undefined;
      if (pauseMs === undefined || pauseMs > MOST_WAIT_MS || tried >= MOST_TRIES) throw error;
      await pause(Math.max(250, pauseMs), signal);
    }
  }
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", stop, { once: true });
  });
