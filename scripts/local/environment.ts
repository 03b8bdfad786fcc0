import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { Problem } from "../bootstrap/stages.mjs";
import type { Variables } from "./processes";
import { localSecrets } from "./secrets";

export interface Settings {
  /** What the server and the scripts get as their environment, without DATABASE_URL where that is embedded. */
  env: Variables;
  host: string;
  port: number;
  /** The address to print and to poll. */
  url: string;
  dataFolder: string;
  postgresPassword: string;
}

/** Variables of `.env`; what the shell has set already wins over them. */
function dotEnv(root: string): Variables {
  const file = join(root, ".env");
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Problem(`PORT is ${JSON.stringify(text)}; it must be a number from 1 to 65535.`);
}

/**
 * The environment of `npm start` and `npm run dev`: `.env`, then defaults that need no decision.
 * An empty value counts as unset, as it does in lib/platform/env.ts.
 */
export function readSettings(root: string, nodeEnv: "production" | "development"): Settings {
  const given: Variables = { ...dotEnv(root), ...process.env };
  const value = (name: string) => given[name] || undefined;
  const embedded = value("DATABASE_URL") === undefined;
  const host = value("HOST") ?? "127.0.0.1";
  const port = portOf(value("PORT") ?? "3000");
  const url = `http://${host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}`;
  const dataFolder = resolve(root, value("DATA_DIR") ?? ".data");
  const secrets = localSecrets(join(dataFolder, "secrets.json"));
  const env = {
    ...given,
    NODE_ENV: nodeEnv,
    APP_URL: value("APP_URL") ?? url,
    DATA_DIR: dataFolder,
    AUTH_SECRET: value("AUTH_SECRET") ?? secrets.authSecret,
    DEMO_MODE: value("DEMO_MODE") ?? (embedded ? "1" : "0"),
    NEXT_DIST_DIR: ".next",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  return { env, host, port, url, dataFolder, postgresPassword: secrets.postgresPassword };
}
