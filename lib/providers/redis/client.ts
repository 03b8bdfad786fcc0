import { Redis as UpstashRedis } from "@upstash/redis";
import Redis from "ioredis";
import { env } from "@/lib/platform/env";
import { singleton } from "@/lib/platform/process/singleton";

const COMMAND_TIMEOUT_MS = 2_000;

/** What @upstash/ratelimit asks of its Redis: run a script by hash, or by text where the hash is unknown. */
export interface ScriptRunner {
  evalsha(hash: string, keys: string[], args: unknown[]): Promise<unknown>;
  eval(script: string, keys: string[], args: unknown[]): Promise<unknown>;
}

/** The configured Redis by its own protocol, or null. */
export const redis = (): Redis | null =>
  singleton("redis", () => {
    const url = env().REDIS_URL;
    if (!url) return null;
    return new Redis(url, {
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: 5_000,
      maxRetriesPerRequest: 1,
    });
  });

/** Runs limiter scripts on Upstash over REST, or on any Redis by URL; null where neither is configured. */
export function scriptRunner(): ScriptRunner | null {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  if (url && token)
    return singleton(
      "redis.upstash",
      () => new UpstashRedis({ url, token, retry: { retries: 1 } }) as ScriptRunner,
    );
  const client = redis();
  if (!client) return null;
  return {
    evalsha: (hash, keys, args) => client.evalsha(hash, keys.length, ...keys, ...args.map(String)),
    eval: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args.map(String)),
  };
}
