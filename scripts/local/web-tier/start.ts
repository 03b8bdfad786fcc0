import { join } from "node:path";
import { envNames } from "@/lib/platform/env";
import { freePort } from "../ports";
import type { Variables } from "../processes";
import { type RunningServer, startServer } from "../server";
import type { Stack } from "../stack";

export interface WebTierOptions {
  root: string;
  /** The app behind it: where it listens, its INTERNAL_SECRET and its build. */
  app: Pick<Stack, "url" | "env" | "dataFolder">;
  /** A free one without it: an app that tells WeChat the address must know it before it starts. */
  port?: number;
  /** Over the few variables of a web tier. */
  env?: Variables;
}

/** The variables of a web tier at `port`: of the app's own it has the secret between the two and nothing else. */
export function webTierEnv({ app, port, env }: WebTierOptions & { port: number }): Variables {
  return {
    ...app.env,
    // Set but empty, so that they are neither the app's nor those of `.env`.
    ...Object.fromEntries(envNames.map((name) => [name, ""])),
    NODE_ENV: "production",
    APP_ROLE: "web",
    APP_URL: `http://localhost:${port}`,
    APP_INTERNAL_URL: app.url,
    INTERNAL_SECRET: app.env.INTERNAL_SECRET,
    ...env,
  };
}

/** A second process of the same build as a web tier in front of a running app, at a port of its own, healthy. */
export async function startWebTier(options: WebTierOptions): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const logFile = join(options.app.dataFolder, "web-tier.log");
  return startServer({
    root: options.root,
    mode: "start",
    port,
    env: webTierEnv({ ...options, port }),
    logFile,
  });
}
