import type { ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Problem } from "../bootstrap/stages.mjs";
import { childEnv, endTree, launch, type Variables } from "./processes";

export interface RunningServer {
  url: string;
  pid: number;
  child: ChildProcess;
  /** Orderly end, as by SIGTERM; killed after ten seconds. */
  stop(): Promise<void>;
  /** A sudden end, as by a power cut. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  root: string;
  mode: "start" | "dev";
  host?: string;
  port: number;
  env: Variables;
  /** A file for its output; the terminal without one. */
  logFile?: string;
}

const READY_WITHIN_MS = 120_000;

/** Launches Next without waiting for it; see `untilHealthy`. */
export function launchNext(options: ServerOptions): RunningServer {
  const next = join(options.root, "node_modules", "next", "dist", "bin", "next");
  const host = options.host ?? "127.0.0.1";
  const output = options.logFile ? openSync(options.logFile, "a", 0o600) : ("inherit" as const);
  // Longer than proxies and programs keep an idle connection, so that none of them writes into one that is closing.
  const kept = options.mode === "start" ? ["--keepAliveTimeout", "75000"] : [];
  const args = [next, options.mode, "-p", String(options.port), "-H", host, ...kept];
  const child = launch(process.execPath, args, {
    cwd: options.root,
    env: childEnv(options.env),
    stdio: ["ignore", output, output],
  });
  const pid = child.pid;
  if (pid === undefined) throw new Problem("Next could not be started.");
  return {
    url: `http://localhost:${options.port}`,
    pid,
    child,
    stop: () => endTree(pid, "SIGTERM", 10_000),
    kill: () => endTree(pid, "SIGKILL", 5_000),
  };
}

/** Waits until the server answers /api/health with 200. `connectTo` is where it listens. */
export async function untilHealthy(server: RunningServer, connectTo: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = "no answer yet";
  while (Date.now() < deadline) {
    if (server.child.exitCode !== null || server.child.signalCode !== null)
      throw new Problem("The server ended before it was ready; its last words are above or in its log.");
    try {
      const answer = await fetch(`${connectTo}/api/health`, { signal: AbortSignal.timeout(30_000) });
      if (answer.ok) return;
      last = `/api/health answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`;
    } catch (error) {
      last = String(Object(error).cause ?? error);
    }
    await wait(200);
  }
  throw new Problem(`The server was not healthy within ${READY_WITHIN_MS / 1000} s (${last}).`);
}

/** Starts Next and waits until it is healthy; stops it again when it does not become so. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = launchNext(options);
  try {
    await untilHealthy(server, `http://${options.host ?? "127.0.0.1"}:${options.port}`);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
