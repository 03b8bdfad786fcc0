import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem, stage } from "../bootstrap/stages.mjs";
import { runToEnd } from "../local/processes";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const onPath = (name: string) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));

const isUsable = (file: string) =>
  spawnSync(file, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

const installed = () =>
  [...NAMES.map(onPath), ...PLACES].find((file) => file !== undefined && existsSync(file) && isUsable(file));

async function playwrights(): Promise<string | undefined> {
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return file && existsSync(file) && isUsable(file) ? file : undefined;
}

async function installByApt(root: string, say: (text: string) => void): Promise<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const update = await runToEnd("apt-get", ["update"], { cwd: root, env, say });
  const packages = ["chromium", "fonts-noto-cjk"];
  const result = await runToEnd("apt-get", ["install", "-y", "--no-install-recommends", ...packages], {
    cwd: root,
    env,
    say,
  });
  return update.output + result.output;
}

async function installByPlaywright(root: string, say: (text: string) => void): Promise<string> {
  const cli = join(root, "node_modules", "playwright", "cli.js");
  const { output } = await runToEnd(process.execPath, [cli, "install", "chromium"], {
    cwd: root,
    env: process.env,
    say,
  });
  return output;
}

/**
 * A Chromium that runs here: CHROMIUM_PATH, one on the PATH, Playwright's own, or else one installed now:
 * by apt-get for root (with Chinese fonts), by Playwright for everybody else.
 */
export async function findBrowser(root: string): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (isUsable(wanted)) return wanted;
    throw new Problem(`CHROMIUM_PATH is ${wanted}, which does not run.`);
  }
  const found = installed() ?? (await playwrights());
  if (found) return found;
  return stage("Installing Chromium", async (say) => {
    let output = "";
    if (process.getuid?.() === 0 && onPath("apt-get")) output += await installByApt(root, say);
    const fromApt = installed();
    if (fromApt) return fromApt;
    output += await installByPlaywright(root, say);
    const own = await playwrights();
    if (own) return own;
    throw new Problem(
      "The browser tests need Chromium, and none could be installed. Install Chromium or Chrome\n" +
        `and run again, or name it: CHROMIUM_PATH=/path/to/chromium npm test\n${output.trim().slice(-2000)}`,
    );
  });
}
