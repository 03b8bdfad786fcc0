import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { plainRedisScripts } from "./client";

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const script = "#!lua flags=allow-key-locking\nreturn redis.call('INCR', KEYS[1])";
const plain = "return redis.call('INCR', KEYS[1])";

test("a script goes to Redis without the flag that only Upstash knows, and is found again by its own hash", async () => {
  const calls: unknown[][] = [];
  const record =
    (name: string) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args]);
      return 1;
    };
  const runner = plainRedisScripts({ evalsha: record("evalsha"), eval: record("eval") });
  await expect(runner.evalsha(sha1(script), ["k"], [1])).rejects.toThrow("NOSCRIPT");
  await runner.eval(script, ["k"], [1]);
  await runner.evalsha(sha1(script), ["k"], [1]);
  expect(calls).toEqual([
    ["eval", plain, 1, "k", "1"],
    ["evalsha", sha1(plain), 1, "k", "1"],
  ]);
});
