import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Far from both UTC and business time, and with a 45-minute offset: code that leans on the machine's clock shows.
process.env.TZ = "Asia/Kathmandu";

const resolve = { alias: { "@": at("."), "server-only": at("scripts/test/server-only.ts") } };
const env = {
  NODE_ENV: "test" as const,
  TZ: "Asia/Kathmandu",
  APP_URL: "http://localhost:3000",
  AUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
  LOG_LEVEL: "silent",
};
const exclude = ["node_modules/**", ".next*/**", ".data*/**", "e2e/**"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve,
        define: { __FAIL_POINTS__: "false" },
        test: {
          name: "unit",
          include: ["**/*.test.ts", "**/*.test.tsx"],
          exclude: [...exclude, "**/*.db.test.ts"],
          env: { ...env, DATABASE_URL: "postgres://unit-tests-have-no-database.invalid/none" },
          testTimeout: 30_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        resolve,
        define: { __FAIL_POINTS__: "true" },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          env,
          globalSetup: [at("scripts/test/database-server.ts")],
          setupFiles: [at("scripts/test/database-per-file.ts")],
          // next-auth imports "next/server" without an extension, which only a bundler resolves.
          server: { deps: { inline: ["next-auth"] } },
          testTimeout: 120_000,
          // What is waited for comes when it comes; a slow machine is no failure.
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
