import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { complain, Problem } from "./bootstrap/stages.mjs";
import { createDatabase } from "./local/databases";
import { startThrowawayPostgres } from "./local/postgres";
import { runScript } from "./local/processes";

const root = process.cwd();
const isBenchmark = (file: string) => file.endsWith(".ts") && !file.endsWith(".test.ts");

/** `npm run bench` runs all of bench/*.ts, each on a database of its own; `npm run bench -- credits` runs those named. */
async function main(): Promise<void> {
  const folder = join(root, "bench");
  const known = existsSync(folder) ? readdirSync(folder).filter(isBenchmark).sort() : [];
  const names = process.argv.slice(2);
  const chosen = known.filter((file) => names.length === 0 || names.includes(file.replace(/\.ts$/, "")));
  const list = known.map((file) => file.replace(/\.ts$/, "")).join(", ");
  if (chosen.length === 0) throw new Problem(`There is no such benchmark; there are: ${list || "none yet"}.`);
  // Writes reach the disk as they do in earnest: a benchmark without fsync measures something else.
  const server = await startThrowawayPostgres(root, { max_connections: "250" });
  const dataFolder = mkdtempSync(join(tmpdir(), "xintu-bench-"));
  try {
    for (const file of chosen) {
      const database = `bench_${file.replace(/\W/g, "_")}`;
      const env = {
        ...process.env,
        NODE_ENV: "production",
        LOG_LEVEL: "silent",
        AUTH_SECRET: "a-secret-that-only-benchmarks-know-0123",
        DATA_DIR: dataFolder,
        DATABASE_URL: await createDatabase(server.url("postgres"), database),
      };
      await runScript("scripts/migrate.ts", { cwd: root, env });
      process.stdout.write(`\n── ${file}\n`);
      await runScript(join("bench", file), { cwd: root, env, show: true });
    }
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

main().catch(complain);
