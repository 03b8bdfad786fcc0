/**
 * One `npm start` per checkout: `.data/xintu.lock` names the running one and its children, so that a second
 * start can say where the first is and a start after a SIGKILL can clear away what was left running.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const lockFile = (root) => join(root, ".data", "xintu.lock");

/** The command line of a live process; undefined when there is none. Pids are reused, so a pid alone proves nothing. */
export function commandOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return undefined;
  }
  try {
    if (process.platform === "linux") {
      const text = readFileSync(`/proc/${pid}/cmdline`, "utf8").replace(/\0/g, " ").trim();
      return text === "" ? undefined : text;
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}

/** What the lock says, and whether the process that wrote it still lives. */
export function readLock(root) {
  let held;
  try {
    held = JSON.parse(readFileSync(lockFile(root), "utf8"));
  } catch {
    return undefined;
  }
  if (typeof held.pid !== "number") return undefined;
  const alive = held.pid !== process.pid && (commandOf(held.pid) || "").includes("scripts/start");
  return { ...held, alive };
}

/** Takes the lock; returns the live holder instead when there is one. */
export function takeLock(root, content) {
  mkdirSync(join(root, ".data"), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(lockFile(root), JSON.stringify(content), { flag: "wx" });
      return undefined;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const held = readLock(root);
    if (held?.alive) return held;
    rmSync(lockFile(root), { force: true });
  }
  return readLock(root);
}

export const updateLock = (root, content) => writeFileSync(lockFile(root), JSON.stringify(content));

export const releaseLock = (root) => rmSync(lockFile(root), { force: true });
