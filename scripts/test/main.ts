import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { complain, Problem } from "../bootstrap/stages.mjs";
import type { RunningPostgres } from "../local/postgres";
import { startThrowawayPostgres } from "../local/postgres";
import { runToEnd } from "../local/processes";
import { runEndToEnd } from "./e2e";
import { countVitest, judge, type Result } from "./results";

const root = process.cwd();
const reports = join(root, "test-results");
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const MINUTE_MS = 60_000;

type Counts = Omit<Result, "suite" | "seconds">;
interface Suite {
  name: string;
  run(options: string[], databaseServer: () => Promise<string>): Promise<Counts>;
}

async function runVitest(project: string, options: string[], env: NodeJS.ProcessEnv): Promise<Counts> {
  const report = join(reports, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [vitest, "run", "--project", project, ...reporters, ...options];
  const { code } = await runToEnd(process.execPath, args, {
    cwd: root,
    env,
    show: true,
    timeoutMs: 40 * MINUTE_MS,
  });
  return judge(code, report, countVitest);
}

const suites: Suite[] = [
  {
    name: "verify",
    run: async () => {
      const { code } = await runToEnd(process.execPath, ["scripts/run.mjs", "scripts/verify.ts"], {
        cwd: root,
        env: process.env,
        show: true,
        timeoutMs: 10 * MINUTE_MS,
      });
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    },
  },
  { name: "unit", run: (options) => runVitest("unit", options, process.env) },
  {
    name: "db",
    run: async (options, databaseServer) =>
      runVitest("db", options, { ...process.env, TEST_DATABASE_URL: await databaseServer() }),
  },
  {
    name: "e2e",
    run: async (options, databaseServer) =>
      runEndToEnd({ root, reports, options, databaseServer: await databaseServer() }),
  },
];

function chosen(name: string | undefined): Suite[] {
  if (name === undefined) return suites;
  const found = suites.find((suite) => suite.name === name);
  if (!found)
    throw new Problem(
      `There is no suite ${name}; there are ${suites.map((suite) => suite.name).join(", ")}.`,
    );
  return [found];
}

async function runSuite(
  suite: Suite,
  options: string[],
  databaseServer: () => Promise<string>,
): Promise<Result> {
  const start = Date.now();
  process.stdout.write(`\n── ${suite.name} ${"─".repeat(60 - suite.name.length)}\n`);
  const counts = await suite.run(options, databaseServer).catch((error: unknown) => {
    complain(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { suite: suite.name, ...counts, seconds: Math.round((Date.now() - start) / 1000) };
}

function summarise(results: Result[]): void {
  const sum = (of: "passed" | "failed") => results.reduce((total, result) => total + result[of], 0);
  process.stdout.write("\n");
  for (const { suite, passed, failed, skipped, seconds } of results)
    process.stdout.write(
      `  ${failed > 0 ? "✗" : "✓"} ${suite.padEnd(7)} ${passed} passed, ${failed} failed` +
        `${skipped > 0 ? `, ${skipped} skipped` : ""} (${seconds} s)\n`,
    );
  const line = `${sum("passed")} passed, ${sum("failed")} failed`;
  writeFileSync(join(reports, "summary.txt"), `${line}\n`);
  process.stdout.write(`\n${line}\n`);
  process.exitCode = sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}

async function main(): Promise<void> {
  const [name, ...options] = process.argv.slice(2);
  const wanted = chosen(name);
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  let postgres: RunningPostgres | undefined;
  const databaseServer = async () => {
    if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
    postgres ??= await startThrowawayPostgres(root);
    return postgres.url("postgres");
  };
  const stop = async () => {
    const running = postgres;
    postgres = undefined;
    await running?.stop();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"])
    process.once(signal, () => void stop().finally(() => process.exit(130)));
  try {
    const results: Result[] = [];
    for (const suite of wanted) results.push(await runSuite(suite, options, databaseServer));
    summarise(results);
  } finally {
    await stop();
    process.exit();
  }
}

main().catch((error: unknown) => {
  complain(error);
  process.exit(1);
});
