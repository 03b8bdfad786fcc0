/** Installs packages when package-lock.json and node_modules differ; otherwise touches nothing and needs no network. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem, stage } from "./stages.mjs";

const stampFile = (root) => join(root, "node_modules", ".xintu-install");
const json = (file) => JSON.parse(readFileSync(file, "utf8"));

const wantedStamp = (root) =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform}-${process.arch}`)
    .digest("hex");

/** True when every package that npm recorded as installed has the locked version, e.g. after `npm install` by hand. */
function installedAsLocked(root) {
  try {
    const locked = json(join(root, "package-lock.json")).packages;
    const installed = json(join(root, "node_modules", ".package-lock.json")).packages;
    return Object.entries(locked).every(([path, wanted]) => {
      if (path === "") return true;
      const found = installed[path];
      return found
        ? found.version === wanted.version && existsSync(join(root, path))
        : Boolean(wanted.optional);
    });
  } catch {
    return false;
  }
}

/** The PATH without this checkout's own binaries: `npm ci` deletes them while it runs. */
const outsidePath = (root) =>
  (process.env.PATH || "")
    .split(delimiter)
    .filter((entry) => !entry.startsWith(join(root, "node_modules")))
    .join(delimiter);

function countPackages(root) {
  try {
    const modules = join(root, "node_modules");
    return readdirSync(modules).reduce((sum, name) => {
      if (name.startsWith(".")) return sum;
      return sum + (name.startsWith("@") ? readdirSync(join(modules, name)).length : 1);
    }, 0);
  } catch {
    return 0;
  }
}

function npmCi(root, say) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      "npm",
      ["ci", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
      {
        cwd: root,
        env: { ...process.env, PATH: outsidePath(root), NODE_ENV: "development" },
        shell: process.platform === "win32",
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-8000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let last = 0;
    const timer = setInterval(() => {
      const count = countPackages(root);
      say(
        `${count} packages${count > 0 && count === last ? ", fetching Node 24 and running install scripts" : ""}`,
      );
      last = count;
    }, 1_000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      if (code === 0) return resolve();
      reject(
        new Problem(
          `npm ci failed (exit code ${code}); the first installation needs the network.\n${output.trim()}`,
        ),
      );
    });
  });
}

/** Brings node_modules up to date. */
export async function installIfStale(root) {
  if (!existsSync(join(root, "package-lock.json")))
    throw new Problem("package-lock.json is missing in this checkout.");
  const wanted = wantedStamp(root);
  const stamp = existsSync(stampFile(root)) ? readFileSync(stampFile(root), "utf8") : "";
  if (stamp === wanted) return;
  if (!installedAsLocked(root))
    await stage("Installing packages", async (say) => {
      await npmCi(root, say);
      say(`${countPackages(root)} packages`);
    });
  writeFileSync(stampFile(root), wanted);
}
