import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { envNames } from "@/lib/platform/env";
import { createDatabase } from "./databases";
import { freePort } from "./ports";
import { runScript, type Variables } from "./processes";
import { type RunningServer, startServer } from "./server";
import { withSimulators } from "./simulated-vendors";
import { type RunningSimulators, startSimulators } from "./simulators";

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
  /** Divides the latencies of the vendors' simulators; 4 without it. `"none"` starts no simulators. */
  simulators?: { speed: number } | "none";
}

export interface Stack {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly env: Variables;
  /** The vendors of this stack; they outlive `kill` and `restart` of the server. */
  readonly simulators: RunningSimulators | undefined;
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

/** Quick enough to wait for, slow enough that progress is seen. */
const SIMULATOR_SPEED = 4;

/**
 * A production server of its own for tests: the vendors' simulators running, database made, migrated and seeded,
 * at a free port, healthy.
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const { root, dataFolder, simulators: wanted = { speed: SIMULATOR_SPEED } } = options;
  const port = await freePort();
  const url = `http://localhost:${port}`;
  mkdirSync(dataFolder, { recursive: true });
  const databaseUrl = await createDatabase(options.databaseServer, options.database);
  const logFile = join(dataFolder, "simulators.log");
  const simulators =
    wanted === "none" ? undefined : await startSimulators({ root, logFile, appUrl: url, ...wanted });
  const plain: Variables = {
    ...neutral(),
    NODE_ENV: "production",
    NEXT_DIST_DIR: options.distDir ?? ".next",
    NEXT_TELEMETRY_DISABLED: "1",
    APP_URL: url,
    AUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataFolder,
    DEMO_MODE: "1",
    ...options.env,
  };
  const env = simulators ? withSimulators(plain, simulators, { appUrl: url }) : plain;
  try {
    return await serve({ root, port, url, databaseUrl, dataFolder, env, simulators });
  } catch (error) {
    await simulators?.stop();
    throw error;
  }
}

type Prepared = Pick<Stack, "url" | "port" | "databaseUrl" | "dataFolder" | "env" | "simulators"> & {
  root: string;
};

async function serve({ root, ...prepared }: Prepared): Promise<Stack> {
  const { port, env, simulators } = prepared;
  await runScript("scripts/migrate.ts", { cwd: root, env });
  await runScript("scripts/seed.ts", { cwd: root, env });
  const logFile = join(prepared.dataFolder, "server.log");
  const start = (extra: Variables = {}) =>
    startServer({ root, mode: "start", port, env: { ...env, ...extra }, logFile });
  let server = await start();
  return {
    ...prepared,
    logFile,
    server: () => server,
    kill: () => server.kill(),
    restart: async (extra) => {
      await server.stop();
      server = await start(extra);
    },
    stop: async () => {
      await server.stop();
      await simulators?.stop();
    },
  };
}
