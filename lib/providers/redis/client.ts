import { createHash } from "node:crypto";
import { Redis as UpstashRedis } from "@upstash/redis";
import Redis from "ioredis";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/process/singleton";

const log = logger("providers.redis");

const COMMAND_TIMEOUT_MS = 2_000;

/** What @upstash/ratelimit asks of its Redis: run a script by hash, or by text where the hash is unknown. */
export interface ScriptRunner {
  evalsha(hash: string, keys: string[], args: unknown[]): Promise<unknown>;
  eval(script: string, keys: string[], args: unknown[]): Promise<unknown>;
}

/** The configured Redis by its own protocol, or null. Commands fail within seconds while it is away. */
export const redis = (): Redis | null =>
  singleton("redis", () => {
    const url = env().REDIS_URL;
    if (!url) return null;
    const client = new Redis(url, {
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: 5_000,
      maxRetriesPerRequest: 1,
    });
    let away = false;
    client.on("error", (err) => {
      if (!away) log.error("Redis is away", { err });
      away = true;
    });
    client.on("ready", () => {
      away = false;
      log.info("Redis is there");
    });
    return client;
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
  return client && singleton("redis.scripts", () => plainRedisScripts(client));
}

/** The two commands of a Redis client that scripts need. */
export interface ScriptClient {
  evalsha(hash: string, numberOfKeys: number, ...rest: string[]): Promise<unknown>;
  eval(script: string, numberOfKeys: number, ...rest: string[]): Promise<unknown>;
}

/**
 * @upstash/ratelimit 2.2 begins its scripts with `#!lua flags=allow-key-locking`, a flag of Upstash that Redis
 * itself refuses ("Unexpected flag in script shebang"). The line is left out here, which changes the hash.
 */
export function plainRedisScripts(client: ScriptClient): ScriptRunner {
  const hashes = new Map<string, string>();
  return {
    evalsha: async (hash, keys, args) => {
      const known = hashes.get(hash);
      if (!known) throw new Error("NOSCRIPT This process has not sent the script yet.");
      return client.evalsha(known, keys.length, ...keys, ...args.map(String));
    },
    eval: async (script, keys, args) => {
      const plain = script.replace(/^#!lua[^\n]*\n/, "");
      hashes.set(sha1Hex(script), sha1Hex(plain));
      return client.eval(plain, keys.length, ...keys, ...args.map(String));
    },
  };
}

/** Redis names scripts by SHA-1. */
const sha1Hex = (text: string): string => createHash("sha1").update(text).digest("hex");
