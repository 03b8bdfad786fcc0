import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, stage } from "../bootstrap/stages.mjs";
import { runToEnd, type Variables } from "./processes";

/** Everything that `next build` reads. A new top-level source is one more word here. */
const SOURCES = [
  "app",
  "components",
  "db",
  "inngest",
  "lib",
  "messages",
  "public",
  "instrumentation-node.ts",
  "instrumentation-node.ts",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
  "types.d.ts",
];

const isTest = (path: string) => /\.(test|fixture)\.tsx?$/.test(path);

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path) || isTest(path)) return;
  if (!statSync(path).isDirectory()) return void (yield path);
  for (const entry of readdirSync(path).sort()) yield* filesBelow(join(path, entry));
}

/** Changes whenever a build would come out differently: its sources, and the variables that are compiled in. */
export function sourceFingerprint(root: string, env: Variables): string {
  const hash = createHash("sha256");
  for (const source of SOURCES)
    for (const file of filesBelow(join(root, source)))
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update("\0");
  const compiledIn = Object.keys(env)
    .filter((name) => name === "XINTU_BUILD_FAIL_POINTS" || name.startsWith("NEXT_PUBLIC_"))
    .sort();
  for (const name of compiledIn) hash.update(`${name}=${env[name]}\0`);
  return hash.digest("hex");
}

const TIME_LIMIT_MS = 20 * 60_000;

/** Next writes the folder of a build into these files; a build beside the usual one must not leave a trace in them. */
const REWRITTEN_BY_NEXT = ["tsconfig.json", "next-env.d.ts"];

async function leavingNoTrace<T>(root: string, distDir: string, work: () => Promise<T>): Promise<T> {
  const files =
    distDir === ".next" ? [] : REWRITTEN_BY_NEXT.map((name) => join(root, name)).filter(existsSync);
  const before = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
  try {
    return await work();
  } finally {
    for (const [file, text] of before) if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
}

/** Builds the product into `distDir` unless the build there is of the same sources already. */
export async function buildIfStale(root: string, env: Variables, distDir = ".next"): Promise<void> {
  const stamp = join(root, distDir, "xintu-build-stamp");
  const wanted = sourceFingerprint(root, env);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await stage("Building", async (say) => {
    rmSync(stamp, { force: true });
    const next = join(root, "node_modules", "next", "dist", "bin", "next");
    const build = () =>
      runToEnd(process.execPath, [next, "build"], {
        cwd: root,
        env: { ...env, NODE_ENV: "production", NEXT_DIST_DIR: distDir, NEXT_TELEMETRY_DISABLED: "1" },
        say,
        timeoutMs: TIME_LIMIT_MS,
      });
    const { code, output } = await leavingNoTrace(root, distDir, build);
    if (code !== 0) throw new Problem(`next build failed.\n${output.trim()}`);
    mkdirSync(join(root, distDir), { recursive: true });
    writeFileSync(stamp, wanted);
    say("production build");
  });
}
