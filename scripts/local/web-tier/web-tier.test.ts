import { expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { webTierEnv } from "./start";

test("a web tier gets of its app's variables the secret between the two, and nothing of its database or keys", () => {
  const secret = "a-secret-between-two-processes-0123456789";
  const env = {
    PATH: "/bin",
    NEXT_DIST_DIR: ".next-x",
    DATABASE_URL: "postgres://localhost/xintu",
    AUTH_SECRET: "x".repeat(32),
    WECHAT_TOKEN: "token",
    KEY_RING: "k",
    INTERNAL_SECRET: secret,
  };
  const app = { url: "http://localhost:3000", dataFolder: "/tmp/x", env };
  const given = webTierEnv({ root: "/", app, port: 3100 });
  expect(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""))).toEqual({
    PATH: "/bin",
    NEXT_DIST_DIR: ".next-x",
    NODE_ENV: "production",
    APP_ROLE: "web",
    APP_URL: "http://localhost:3100",
    APP_INTERNAL_URL: app.url,
    INTERNAL_SECRET: secret,
  });
  expect(parseEnv(given).APP_ROLE).toBe("web");
});
