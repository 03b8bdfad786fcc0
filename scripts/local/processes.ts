import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { commandOf } from "../bootstrap/lock.mjs";
import { typescriptArguments } from "../bootstrap/node.mjs";
import { Problem } from "../bootstrap/stages.mjs";

export type Variables = Record<string, string | undefined>;

interface StepOptions {
  cwd: string;
  env: Variables;
  /** Called with the last line of output, for progress. */
  say?: (line: string) => void;
  /** Shows all output as it comes instead of keeping it for the failure message. */
  show?: boolean;
  timeoutMs?: number;
}

/** Types of NODE_ENV are narrowed by Next; a child may get any set of variables. */
export const childEnv = (env: Variables) => env as NodeJS.ProcessEnv;

const running = new Set<ChildProcess>();
// Nothing outlives its starter: an orphaned build would write into the next one, an orphaned server holds its port.
// SIGINT ends Next, Vitest and Playwright, and is PostgreSQL's fast shutdown.
process.on("exit", () => {
  for (const child of running) child.kill("SIGINT");
});

/** Runs a command to its end and gives its exit code and the end of its output. */
export function runToEnd(command: string, args: string[], options: StepOptions) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: childEnv(options.env),
      stdio: options.show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-20_000);
      const last = output.trimEnd().split("\n").at(-1);
      if (last) options.say?.(last);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const timer = options.timeoutMs
      ? setTimeout(() => {
          output += `\nStopped after ${options.timeoutMs} ms without an end.`;
          child.kill("SIGKILL");
        }, options.timeoutMs)
      : undefined;
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs a command that must succeed; its output is in the failure message. */
export async function runStep(command: string, args: string[], options: StepOptions): Promise<string> {
  const { code, output } = await runToEnd(command, args, options);
  if (code !== 0)
    throw new Problem(`${command} ${args.join(" ")} failed (exit code ${code}).\n${output.trim()}`);
  return output;
}

/** Runs one of this repository's TypeScript files outside of Next. */
export const runScript = (file: string, options: StepOptions & { args?: string[] }) =>
  runStep(process.execPath, [...typescriptArguments(), file, ...(options.args ?? [])], options);

/**
 * Starts a long-running program in a process group of its own: Ctrl-C reaches only the starter,
 * which then stops its children in order.
 */
export function launch(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Signals a whole process group; a group that is gone already is fine. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/**
 * Asks a process to end, waits for it, kills it after `patienceMs`, and clears away what is left of its group.
 * Works for processes that this one did not start as well.
 */
export async function endTree(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
  const lives = () => commandOf(pid) !== undefined;
  const until = async (deadline: number) => {
    while (lives() && Date.now() < deadline) await wait(50);
  };
  if (lives()) process.kill(pid, signal);
  await until(Date.now() + patienceMs);
  if (lives()) process.kill(pid, "SIGKILL");
  signalGroup(pid, "SIGKILL");
  await until(Date.now() + 5_000);
}
