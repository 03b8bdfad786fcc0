import { Ratelimit } from "@upstash/ratelimit";
import { env } from "@/lib/platform/env";
import { rateLimited } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";
import { scriptRunner } from "@/lib/providers/redis/client";
import { SlidingWindow } from "./sliding-window";

/** Every rate limit of the product: how many, in which window, counted by what, and why. */
export const rateLimits = {
  signInAccount: { max: 10, windowMs: 15 * 60_000, by: "account name", why: "guessing one password" },
  signInAddress: {
    max: 60,
    windowMs: 15 * 60_000,
    by: "address",
    why: "trying one password on many accounts",
  },
  signUpAddress: { max: 20, windowMs: 60 * 60_000, by: "address", why: "welcome credits in bulk" },
  recoverAccount: { max: 3, windowMs: 60 * 60_000, by: "account name", why: "mail bombing one person" },
  recoverAddress: { max: 20, windowMs: 60 * 60_000, by: "address", why: "mail bombing many people" },
  password: { max: 10, windowMs: 15 * 60_000, by: "user", why: "guessing the password of an open session" },
  publicRead: { max: 300, windowMs: 60_000, by: "address", why: "scraping" },
  read: { max: 600, windowMs: 60_000, by: "user", why: "a runaway client" },
  write: { max: 120, windowMs: 60_000, by: "user", why: "a runaway client" },
  generate: { max: 30, windowMs: 60_000, by: "user", why: "flooding the queue" },
  events: { max: 120, windowMs: 60_000, by: "user", why: "reconnect storms of progress streams" },
  media: {
    max: 3_000,
    windowMs: 60_000,
    by: "user or address",
    why: "scraping; a library page shows 60 pictures",
  },
  export: { max: 60, windowMs: 60_000, by: "user", why: "labelling and zipping cost CPU" },
} as const;

export type RateLimitName = keyof typeof rateLimits;

/** The limiter is typed for the whole Upstash client, of which it only ever runs scripts. */
type LimiterRedis = ConstructorParameters<typeof Ratelimit>[0]["redis"];

interface Limiter {
  limit(key: string): Promise<{ success: boolean; reset: number }>;
}

function limiterOf(name: RateLimitName): Limiter {
  return singleton(`rate-limit.${name}`, () => {
    const { max, windowMs } = rateLimits[name];
    const tokens = max * env().RATE_LIMIT_FACTOR;
    const runner = scriptRunner();
    if (!runner) return new SlidingWindow(tokens, windowMs);
    return new Ratelimit({
      redis: runner as unknown as LimiterRedis,
      limiter: Ratelimit.slidingWindow(tokens, `${windowMs} ms`),
      prefix: `xintu:limit:${name}`,
      timeout: 2_000,
    });
  });
}

/**
 * Counts one use; throws 429 with the time to wait when there were too many. Where Redis does not answer, the
 * request passes and the log says so: a cache that is down must not take the product down.
 */
export async function takeRateLimit(name: RateLimitName, key: string): Promise<void> {
  let result: { success: boolean; reset: number };
  try {
    result = await limiterOf(name).limit(key);
  } catch (err) {
    logger("entry.rate-limits").warn("rate limit store does not answer; the request passes", {
      limit: name,
      err,
    });
    return;
  }
  if (!result.success) throw rateLimited(Math.max(1_000, result.reset - Date.now()));
}

/** Which store counts, for the line printed at start. */
export function rateLimitStore(): "upstash" | "redis" | "in-process" {
  if (env().UPSTASH_REDIS_REST_URL) return "upstash";
  return env().REDIS_URL ? "redis" : "in-process";
}
