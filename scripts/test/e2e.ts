import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLock } from "../bootstrap/lock.mjs";
import { stage } from "../bootstrap/stages.mjs";
import { buildIfStale } from "../local/build";
import { dropDatabase } from "../local/databases";
import { runToEnd } from "../local/processes";
import { openStack, type Stack } from "../local/stack";
import { findBrowser } from "./browser";
import { countPlaywright, judge } from "./results";

/** How the server under test differs from its defaults. */
export const serverEnvironment = {
  // All tests come from one address.
  RATE_LIMIT_FACTOR: "1000",
  // Slow enough that progress is seen and a cancel comes in time, quick enough to wait for.
  SKETCH_DELAY_MS: "1000",
  GENERATION_RETRY_DELAY_MS: "500",
  ENGINE_LEASE_MS: "3000",
};

/** Tests make people through the product's verbs, on the database and with the secret of the server. */
const environmentOfTests = ({ env, simulators }: Stack) => ({
  APP_URL: env.APP_URL,
  AUTH_SECRET: env.AUTH_SECRET,
  DATABASE_URL: env.DATABASE_URL,
  DATABASE_POOL_MAX: "2",
  DATA_DIR: env.DATA_DIR,
  DEMO_MODE: env.DEMO_MODE,
  ...Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith("WECHAT_"))),
  LOG_LEVEL: "warn",
  E2E_SIMULATORS: JSON.stringify(simulators?.urls ?? {}),
});

interface Options {
  root: string;
  reports: string;
  options: string[];
  databaseServer: string;
}

/** A running `npm start` serves from .next, which must not change under it. */
const distDirFor = (root: string) => (readLock(root)?.alive ? ".next-test" : ".next");

/** Builds, serves the production build over a database of its own, and runs Playwright against it. */
export async function runEndToEnd({ root, reports, options, databaseServer }: Options) {
  const browser = await findBrowser(root);
  const distDir = distDirFor(root);
  await buildIfStale(root, process.env, distDir);
  const home = mkdtempSync(join(tmpdir(), "xintu-e2e-"));
  const database = `xintu_e2e_${process.pid}`;
  const env = serverEnvironment;
  const stack = await stage("Starting the server under test", () =>
    openStack({ root, databaseServer, database, dataFolder: join(home, "main"), distDir, env }),
  );
  const cli = join(root, "node_modules", "@playwright", "test", "cli.js");
  const { code } = await runToEnd(process.execPath, [cli, "test", ...options], {
    cwd: root,
    env: {
      ...process.env,
      CHROMIUM_PATH: browser,
      E2E_BASE_URL: stack.url,
      E2E_DATABASE_SERVER: databaseServer,
      E2E_DATA_DIR: stack.dataFolder,
      E2E_DIST_DIR: distDir,
      ...environmentOfTests(stack),
    },
    show: true,
    timeoutMs: 50 * 60_000,
  });
  await stack.stop();
  cpSync(stack.logFile, join(reports, "e2e-server.log"));
  await dropDatabase(databaseServer, database);
  rmSync(home, { recursive: true, force: true });
  return judge(code, join(reports, "e2e.json"), countPlaywright);
}
