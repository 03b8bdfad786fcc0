import { join } from "node:path";
import { runToEnd } from "./local/processes";

const root = process.cwd();
const program = (...path: string[]) => join(root, "node_modules", ...path);

interface Check {
  name: string;
  args: string[];
}

const checks: Check[] = [
  { name: "types", args: [program("typescript", "bin", "tsc"), "--noEmit", "-p", "."] },
  {
    name: "format and lint",
    args: [program("@biomejs", "biome", "bin", "biome"), "ci", "--colors=off", "."],
  },
  { name: "structure", args: ["scripts/run.mjs", "scripts/check-structure.ts"] },
];

async function run({ name, args }: Check): Promise<boolean> {
  const start = Date.now();
  const { code, output } = await runToEnd(process.execPath, args, { cwd: root, env: process.env });
  const took = `${((Date.now() - start) / 1000).toFixed(1)} s`;
  process.stdout.write(code === 0 ? `✓ ${name} · ${took}\n` : `✗ ${name} · ${took}\n${output.trim()}\n\n`);
  return code === 0;
}

/** Types, format, lint and structure; needs no database and no build. */
async function main(): Promise<void> {
  // Writes next-env.d.ts and the types of the routes as they are now; tsc reads both.
  const next = program("next", "dist", "bin", "next");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runToEnd(process.execPath, [next, "typegen"], { cwd: root, env });
  if (code !== 0) process.stdout.write(`✗ route types\n${output.trim()}\n\n`);
  const passed = await Promise.all(checks.map(run));
  process.exitCode = code === 0 && passed.every(Boolean) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
