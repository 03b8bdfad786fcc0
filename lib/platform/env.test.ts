import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { envNames, parseEnv } from "./env";

const needed = {
  DATABASE_URL: "postgres://localhost/xintu",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};
const signingKey = `signkey-test-${"0".repeat(32)}`;

/** Read by the start scripts, not by the product. */
const startNames = ["PORT", "HOST"];

describe(".env.example", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const names = lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);

  it("names every variable once and no other", () => {
    expect([...names].sort()).toEqual([...envNames, ...startNames].sort());
  });

  it("says one line about each", () => {
    const bare = names.filter(
      (name) => !/^# [^─]/.test(lines[lines.findIndex((line) => line.startsWith(`${name}=`)) - 1] ?? ""),
    );
    expect(bare).toEqual([]);
  });

  it("sets nothing, so that a copy of it changes nothing", () => {
    const values = Object.fromEntries(names.map((name) => [name, ""]));
    expect(lines.filter((line) => /^[A-Z0-9_]+=./.test(line))).toEqual([]);
    expect(parseEnv({ ...values, ...needed })).toEqual(parseEnv(needed));
  });
});

describe("the environment", () => {
  it("needs a database and a secret only; every vendor is optional", () => {
    expect(() => parseEnv(needed)).not.toThrow();
    expect(() => parseEnv({})).toThrow(/DATABASE_URL[\s\S]*AUTH_SECRET/);
  });

  const wrong: [name: string, value: string][] = [
    ["NODE_ENV", "staging"],
    ["APP_URL", "localhost:3000"],
    ["DEMO_MODE", "yes"],
    ["LOG_LEVEL", "loud"],
    ["DATABASE_URL", "mysql://localhost/xintu"],
    ["DATABASE_REPLICA_URL", "replica"],
    ["DATABASE_POOL_MAX", "1"],
    ["DATABASE_POOL_MAX", "21"],
    ["DATABASE_POOL_MAX", "many"],
    ["AUTH_SECRET", "short"],
    ["AUTH_SECRET_PREVIOUS", "short"],
    ["REDIS_URL", "http://localhost"],
    ["INNGEST_SIGNING_KEY", "secret"],
    ["ENGINE_LEASE_MS", "-1"],
    ["SMTP_URL", "mail.example.com"],
    ["WELCOME_CREDITS", "1.5"],
    ["LABEL_TEXT", "a picture"],
    ["LABEL_PROVIDER_CODE", "芯图"],
    ["METRICS_TOKEN", "short"],
  ];
  it.each(wrong)("refuses %s=%s by name", (name, value) => {
    expect(() => parseEnv({ ...needed, [name]: value })).toThrow(new RegExp(`^ {2}${name}: `, "m"));
  });

  it("names every bad variable at once", () => {
    expect(() => parseEnv({ ...needed, LOG_LEVEL: "loud", DEMO_MODE: "yes" })).toThrow(
      /DEMO_MODE: [\s\S]*LOG_LEVEL: /,
    );
  });

  const groups: [given: Record<string, string>, missing: string][] = [
    [{ UPSTASH_REDIS_REST_URL: "https://redis.example.com" }, "UPSTASH_REDIS_REST_TOKEN"],
    [{ S3_BUCKET: "images", S3_ACCESS_KEY_ID: "id" }, "S3_SECRET_ACCESS_KEY"],
    [{ INNGEST_BASE_URL: "http://localhost:8288", INNGEST_SIGNING_KEY: signingKey }, "INNGEST_EVENT_KEY"],
  ];
  it.each(groups)("names what %j still needs", (given, missing) => {
    expect(() => parseEnv({ ...needed, ...given })).toThrow(
      new RegExp(`^ {2}${missing}: is needed together`, "m"),
    );
  });

  describe("of the web tier", () => {
    const web = {
      APP_ROLE: "web",
      APP_INTERNAL_URL: "http://app.internal:3000",
      INTERNAL_SECRET: "0123456789abcdef0123456789abcdef",
    };

    it("needs the app's address and the secret between the two, and no database", () => {
      expect(parseEnv(web)).toMatchObject(web);
      expect(() => parseEnv({ APP_ROLE: "web" })).toThrow(
        /^ {2}APP_INTERNAL_URL: [\s\S]*^ {2}INTERNAL_SECRET: /m,
      );
      expect(() => parseEnv({ ...needed, APP_ROLE: "app" })).not.toThrow();
    });

    it("leads to no database and opens no session, even where the variables are there", () => {
      const given = {
        ...web,
        ...needed,
        DATABASE_REPLICA_URL: needed.DATABASE_URL,
        AUTH_SECRET_PREVIOUS: "x".repeat(32),
      };
      const env = parseEnv(given);
      expect(env.DATABASE_URL).toContain(".invalid/");
      expect(env.AUTH_SECRET).not.toBe(needed.AUTH_SECRET);
      expect([env.DATABASE_REPLICA_URL, env.AUTH_SECRET_PREVIOUS]).toEqual([undefined, undefined]);
      expect(parseEnv(web).AUTH_SECRET).not.toBe(env.AUTH_SECRET);
    });
  });
});
