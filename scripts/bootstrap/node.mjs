/** From whatever Node the machine has to the Node that package.json pins, with TypeScript. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installIfStale } from "./install.mjs";
import { complain, Problem } from "./stages.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OLDEST = [20, 9];

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Problem(
    `Node ${OLDEST.join(".")} or newer is needed to start; this is ${process.versions.node}. See https://nodejs.org`,
  );
}

function pinnedNode() {
  const pinned = join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Problem(
    "The pinned Node 24 was not installed into node_modules (npm may have been told to ignore install scripts).\n" +
      "Remove node_modules and run again with install scripts allowed, or use Node 24 or newer.",
  );
}

/** The arguments with which Node runs a TypeScript file of this repository outside of Next. */
export const typescriptArguments = () => [
  "--conditions=react-server",
  "--import",
  "tsx",
  "--import",
  pathToFileURL(join(root, "scripts", "bootstrap", "globals.mjs")).href,
];

/**
 * Runs a TypeScript file on the pinned Node and ends with its exit code. The channel between the two processes
 * tells the inner one when this one is gone, however it went; signals are passed on.
 */
function handOver(file, args) {
  const child = spawn(pinnedNode(), [...typescriptArguments(), join(root, file), ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", complain);
  child.on("exit", (code, signal) => process.exit(code === null ? (signal === "SIGINT" ? 130 : 1) : code));
}

/** Checks Node, installs when stale, then runs `file` with `args`. `before` may refuse by throwing. */
export async function run(file, args, before = () => {}) {
  try {
    checkNode();
    before();
    await installIfStale(root);
    handOver(file, args);
  } catch (error) {
    complain(error);
  }
}
