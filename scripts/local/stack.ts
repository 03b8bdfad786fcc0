import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { envNames } from "@/lib/platform/env";
import { createDatabase } from "./databases";
import { freePort } from "./ports";
import { runScript, type Variables } from "./processes";
import { type RunningServer, startServer } from "./server";

export interface StackOptions {
  root: string;
  /** A PostgreSQL on which databases may be created. */
  databaseServer: string;
  /** Name of the database, created if it is missing. */
  database: string;
  dataFolder: string;
  distDir?: string;
  /** Over the defaults of a test server. */
  env?: Variables;
}

export interface Stack {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly env: Variables;
  /** The server process of this moment. */
  server(): RunningServer;
  /** A power cut of the server; the database stays. */
  kill(): Promise<void>;
  /** Starts the server again at the same address, after `kill` or in place of the running one. */
  restart(extra?: Variables): Promise<void>;
  stop(): Promise<void>;
}

const FROM_THE_SHELL = /^(PATH|HOME|LANG|LC_.*|TMPDIR|TMP|TEMP|USER|SHELL|TERM|SystemRoot)$/;

/** A developer's own settings must not steer a test server: set but empty, they also hide those of `.env`. */
const neutral = (): Variables => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => FROM_THE_SHELL.test(name))),
  ...Object.fromEntries(envNames.map((name) => [name, ""])),
});

/** A production server of its own for tests: database made, migrated and seeded, at a free port, healthy. */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { root, dataFolder, distDir = ".next" } = options;
  const port = await freePort();
  const url = `http://localhost:${port}`;
  mkdirSync(dataFolder, { recursive: true });
  const databaseUrl = await createDatabase(options.databaseServer, options.database);
  const env: Variables = {
    ...neutral(),
    NODE_ENV: "production",
    NEXT_DIST_DIR: distDir,
    NEXT_TELEMETRY_DISABLED: "1",
    APP_URL: url,
    AUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataFolder,
    DEMO_MODE: "1",
    ...options.env,
  };
  await runScript("scripts/migrate.ts", { cwd: root, env });
  await runScript("scripts/seed.ts", { cwd: root, env });
  const logFile = join(dataFolder, "server.log");
  const start = (extra: Variables = {}) =>
    startServer({ root, mode: "start", port, env: { ...env, ...extra }, logFile });
  let server = await start();
  return {
    url,
    port,
    databaseUrl,
    dataFolder,
    logFile,
    env,
    server: () => server,
    kill: () => server.kill(),
    restart: async (extra) => {
      await server.stop();
      server = await start(extra);
    },
    stop: () => server.stop(),
  };
}
