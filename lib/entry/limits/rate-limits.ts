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
  adminWrite: { max: 120, windowMs: 60_000, by: "user", why: "an admin's script that runs wild" },
  adminExport: {
    max: 20,
    windowMs: 10 * 60_000,
    by: "user",
    why: "each reads up to a hundred thousand rows",
  },
  password: { max: 10, windowMs: 15 * 60_000, by: "user", why: "guessing the password of an open session" },
  publicRead: { max: 300, windowMs: 60_000, by: "user or address", why: "scraping" },
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
  publish: { max: 30, windowMs: 60_000, by: "user", why: "each image costs calls to the checkers" },
  unlabelledCopy: {
    max: 60,
    windowMs: 60 * 60_000,
    by: "user",
    why: "each is a decision of a person, and its log is read by people",
  },
  upload: { max: 60, windowMs: 60_000, by: "user", why: "decoding pictures costs CPU" },
  improve: {
    max: 20,
    windowMs: 60_000,
    by: "user",
    why: "each costs the platform a call to a language model",
  },
  report: { max: 30, windowMs: 60 * 60_000, by: "user", why: "reviewers buried in reports" },
  order: { max: 60, windowMs: 60_000, by: "user", why: "each is a call to WeChat Pay" },
  checkOrder: { max: 120, windowMs: 60_000, by: "user", why: "a page asks every two seconds while it waits" },
  apiKeyAddress: {
    max: 60,
    windowMs: 60_000,
    by: "address",
    why: "keys that do not work; each costs a question to the database",
  },
  webhook: { max: 600, windowMs: 60_000, by: "address", why: "forged callbacks in bulk" },
  testConnection: {
    max: 20,
    windowMs: 10 * 60_000,
    by: "user",
    why: "a connection tester is a port scanner",
  },
  deviceRegister: { max: 60, windowMs: 60 * 60_000, by: "address", why: "devices in bulk" },
  deviceTokens: {
    max: 120,
    windowMs: 15 * 60_000,
    by: "address",
    why: "guessing credentials of clients; each of them renews once in 15 minutes",
  },
  bindingCreate: {
    max: 30,
    windowMs: 10 * 60_000,
    by: "device, user or address",
    why: "each costs a call to WeChat, whose daily quota everybody shares",
  },
  bindingCreateAddress: {
    max: 120,
    windowMs: 10 * 60_000,
    by: "address",
    why: "the same, for somebody who makes clients to get past it",
  },
  bindingPoll: {
    max: 300,
    windowMs: 60_000,
    by: "device, user or address",
    why: "guessing a poll secret; a client asks every 2 seconds, and some share an address",
  },
  shareUnlock: { max: 20, windowMs: 15 * 60_000, by: "address", why: "guessing the password of a link" },
  shareUnlockLink: {
    max: 100,
    windowMs: 60 * 60_000,
    by: "link",
    why: "guessing the password of one link from many addresses",
  },
  export: { max: 60, windowMs: 60_000, by: "user", why: "labelling and zipping cost CPU" },
  exportAll: { max: 6, windowMs: 60 * 60_000, by: "user", why: "each labels and sends a whole library" },
  duplicates: { max: 10, windowMs: 60_000, by: "user", why: "each reads and compares a whole library" },
} as const;

export type RateLimitName = keyof typeof rateLimits;

/** What a limit counts a caller by: where the table says address, a token of theirs changes nothing. */
export const rateLimitKey = (name: RateLimitName, caller: { id: string | null; address: string }): string =>
  rateLimits[name].by === "address" ? caller.address : (caller.id ?? caller.address);

/** The limiter is typed for the whole Upstash client, of which it only ever runs scripts. */
type LimiterRedis = ConstructorParameters<typeof Ratelimit>[0]["redis"];

interface Limiter {
  limit(key: string): Promise<{ success: boolean; reset: number }>;
  giveBack(key: string): Promise<void> | void;
}

/** A store that did not answer is not asked again for this long: each try costs its time-out. */
const ASK_AGAIN_MS = 10_000;
const store = () => singleton("rate-limit.store", () => ({ awayUntilMs: 0 }));

const tokensOf = (name: RateLimitName): number => rateLimits[name].max * env().RATE_LIMIT_FACTOR;

const inProcess = (name: RateLimitName): SlidingWindow =>
  singleton(`rate-limit.local.${name}`, () => new SlidingWindow(tokensOf(name), rateLimits[name].windowMs));

function limiterOf(name: RateLimitName): Limiter {
  const runner = scriptRunner();
  if (!runner) return inProcess(name);
  return singleton(`rate-limit.${name}`, () => {
    const limiter = new Ratelimit({
      redis: runner as unknown as LimiterRedis,
      limiter: Ratelimit.slidingWindow(tokensOf(name), `${rateLimits[name].windowMs} ms`),
      prefix: `xintu:limit:${name}`,
      ephemeralCache: false,
      timeout: 0,
    });
    return {
      limit: (key) => limiter.limit(key),
      // A negative rate is a use that is taken back.
      giveBack: async (key) => void (await limiter.limit(key, { rate: -1 })),
    };
  });
}

/**
 * Counts one use; throws 429 with the time to wait when there were too many. Where Redis does not answer, this
 * process counts by itself for the moment: a cache that is down takes down neither the product nor the limits.
 */
export async function takeRateLimit(name: RateLimitName, key: string): Promise<void> {
  const result = await (store().awayUntilMs > Date.now() ? inProcess(name) : limiterOf(name))
    .limit(key)
    .catch((err: unknown) => {
      store().awayUntilMs = Date.now() + ASK_AGAIN_MS;
      logger("entry.rate-limits").warn("the rate limit store does not answer", { limit: name, err });
      return inProcess(name).limit(key);
    });
  if (result.success) return;
  noteRefused(`${name} ${key}`, Math.min(result.reset, Date.now() + REFUSED_FOR_MS));
  throw rateLimited(Math.max(1_000, result.reset - Date.now()));
}

/**
 * Takes back one use of what turned out to be none of what the limit is against, e.g. a password that was right. Where
 * Redis does not answer, the use stays counted.
 */
export async function giveBackRateLimit(name: RateLimitName, key: string): Promise<void> {
  const isAway = store().awayUntilMs > Date.now();
  await Promise.resolve((isAway ? inProcess(name) : limiterOf(name)).giveBack(key)).catch((err: unknown) =>
    logger("entry.rate-limits").warn("a use was not taken back", { limit: name, err }),
  );
}

/** So long this process remembers whom a limit refused, and how many of them. */
const REFUSED_FOR_MS = 5_000;
const MAX_REFUSED = 10_000;
const refused = () => singleton("rate-limit.refused", () => new Map<string, number>());

function noteRefused(who: string, untilMs: number): void {
  // Deleted first, so that the order of the map is the order of age.
  refused().delete(who);
  refused().set(who, untilMs);
  const [oldest] = refused().keys();
  if (refused().size > MAX_REFUSED && oldest !== undefined) refused().delete(oldest);
}

/**
 * Throws 429 where `takeRateLimit` has refused the same within the last seconds. Counts nothing and asks no store, so
 * it costs nothing before work whose failures alone are counted afterwards.
 */
export function refuseOverLimit(name: RateLimitName, key: string): void {
  const leftMs = (refused().get(`${name} ${key}`) ?? 0) - Date.now();
  if (leftMs > 0) throw rateLimited(Math.max(1_000, leftMs));
}

/** Which store counts, for the line printed at start. */
export function rateLimitStore(): "upstash" | "redis" | "in-process" {
  if (env().UPSTASH_REDIS_REST_URL) return "upstash";
  return env().REDIS_URL ? "redis" : "in-process";
}
