import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { READY, type Simulated, simulated } from "@/simulators/vendors";
import { typescriptArguments } from "../bootstrap/node.mjs";
import { Problem } from "../bootstrap/stages.mjs";
import { portIsFree } from "./ports";
import { childEnv, endTree, launch, type Variables } from "./processes";
import { withSimulators } from "./simulated-vendors";

export type SimulatorUrls = Readonly<Record<Simulated, string>>;

export interface RunningSimulators {
  /** Where each vendor's simulator listens. */
  urls: SimulatorUrls;
  /** What the owner of the simulated WeChat accounts would copy from its consoles. */
  wechat: Variables;
  /** The variables of a server that talks to simulators only. */
  env: Variables;
  pid: number;
  /** Part of its command line, to know it again. */
  command: string;
  stop(): Promise<void>;
}

export interface SimulatorsOptions {
  root: string;
  /** Wanted ports; one that is taken is replaced by a free one. */
  ports?: Partial<Record<Simulated, number>>;
  /** Remembers the ports in this file, so that addresses stay the same between starts. */
  portsFile?: string;
  /** Divides all artificial latencies. */
  speed?: number;
  /** A file for what goes wrong in them; the terminal without one. */
  logFile?: string;
  /** Where they can reach the product, for vendors that call back. */
  appUrl?: string;
}

const MAIN = "simulators/main.ts";
const READY_WITHIN_MS = 120_000;
const LOG_LIMIT_BYTES = 20_000_000;

/** Starts every vendor's simulator in one process of their own, which ends when this one does. */
export async function startSimulators(options: SimulatorsOptions): Promise<RunningSimulators> {
  const { root, portsFile, speed = 1, logFile, appUrl } = options;
  const ports = await freeOnes({ ...(portsFile ? remembered(portsFile) : {}), ...options.ports });
  const wanted = Object.entries(ports).map(([vendor, port]) => `${vendor}=${port}`);
  const args = [...typescriptArguments(), MAIN, "--ports", wanted.join(","), "--speed", String(speed)];
  const log = logFile ? openLog(logFile) : ("inherit" as const);
  const child = launch(process.execPath, args, {
    cwd: root,
    env: childEnv(plainEnv()),
    stdio: ["ignore", "pipe", log, "ipc"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Problem("The vendors' simulators could not be started.");
  const stop = () => endTree(pid, "SIGTERM", 5_000);
  try {
    const urls = await untilReady(child, logFile);
    if (portsFile) remember(portsFile, urls);
    letGo(child);
    const wechat = await wechatSetup(urls);
    if (appUrl) await tellWechat(urls, { appUrl });
    return { urls, wechat, env: withSimulators({}, { urls, wechat }, { appUrl }), pid, command: MAIN, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function wechatSetup(urls: SimulatorUrls): Promise<Variables> {
  const answer = await fetch(`${urls.wechat}/__setup`);
  return (await answer.json()) as Variables;
}

/**
 * Sets in WeChat's consoles where the product is: callbacks go to `callbackUrl` (the product itself without one), the
 * phone opens `appUrl`.
 */
export async function tellWechat(
  urls: SimulatorUrls,
  { appUrl, callbackUrl = appUrl }: { appUrl: string; callbackUrl?: string },
): Promise<void> {
  const values = {
    eventsUrl: `${callbackUrl}/api/wechat/events`,
    oauthHost: new URL(callbackUrl).host,
    appUrl,
  };
  const answer = await fetch(`${urls.wechat}/__control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ set: "console", ...values }),
  });
  if (!answer.ok) throw new Problem(`The simulated WeChat did not take its settings: ${await answer.text()}`);
}

/** They are on the network: no key or secret of this process is theirs to know. */
const PLAIN = /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|TMP|TEMP|USER|SystemRoot)$/;
const plainEnv = (): Variables => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => PLAIN.test(name))),
  NODE_ENV: "production",
});

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) rmSync(file);
  return openSync(file, "a", 0o600);
}

function remembered(file: string): Partial<Record<Simulated, number>> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    const ports = new Map(Object.entries(read instanceof Object ? read : {}));
    return Object.fromEntries(
      simulated.map((vendor) => [vendor, ports.get(vendor)]).filter(([, port]) => Number.isInteger(port)),
    );
  } catch {
    // The first start has no ports to remember, and a damaged file is no reason to stop.
    return {};
  }
}

function remember(file: string, urls: SimulatorUrls): void {
  const ports = simulated.map((vendor) => [vendor, Number(new URL(urls[vendor]).port)]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(ports))}\n`);
}

async function freeOnes(ports: Partial<Record<Simulated, number>>): Promise<Record<string, number>> {
  const free: Record<string, number> = {};
  for (const [vendor, port] of Object.entries(ports))
    if (port > 0 && port < 65_536 && (await portIsFree(port, "127.0.0.1"))) free[vendor] = port;
  return free;
}

function untilReady(child: ChildProcess, logFile?: string): Promise<SimulatorUrls> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      const where = logFile ? ` See ${logFile}.` : "";
      reject(new Problem(`The vendors' simulators did not start: ${why}.${where}`));
    };
    const timer = setTimeout(() => fail("they were not ready in time"), READY_WITHIN_MS);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`they ended at once (exit code ${code})`));
    if (!child.stdout) return fail("nothing can be read from them");
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      if (!line.startsWith(READY)) return;
      clearTimeout(timer);
      lines.close();
      resolve(JSON.parse(line.slice(READY.length)) as SimulatorUrls);
    });
  });
}

/** A process that has nothing else to do may end, and they end with it. */
function letGo(child: ChildProcess): void {
  const output = child.stdout as (Readable & { unref?(): void }) | null;
  output?.resume();
  output?.unref?.();
  child.channel?.unref();
  child.unref();
}
