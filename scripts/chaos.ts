import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stage } from "./bootstrap/stages.mjs";
import { playChaos } from "./chaos/play";
import { buildIfStale } from "./local/build";
import { startThrowawayPostgres } from "./local/postgres";
import { openStack } from "./local/stack";

/** So slow that kills fall into calls and between polls. */
const SIMULATOR_SPEED = 5;

/**
 * Runs real orders at all vendors through a production server that is killed again and again while the vendors'
 * simulators live on and make trouble, and changes its key ring meanwhile. Then checks that every order ended, none
 * was lost or charged twice, the ledger reconciles, and that nothing which a vendor took is unaccounted for.
 * `npm run chaos -- 300` for another number.
 */
async function main(): Promise<void> {
  const root = process.cwd();
  const wanted = Number(process.argv[2] ?? 200);
  await buildIfStale(root, process.env);
  const home = mkdtempSync(join(tmpdir(), "xintu-chaos-"));
  const own = process.env.TEST_DATABASE_URL ? undefined : await startThrowawayPostgres(root);
  const databaseServer = process.env.TEST_DATABASE_URL || own?.url("postgres") || "";
  try {
    const stack = await stage("Starting the server to be killed", () =>
      openStack({
        root,
        databaseServer,
        database: `xintu_chaos_${process.pid}`,
        dataFolder: join(home, "data"),
        env: {
          RATE_LIMIT_FACTOR: "1000",
          ENGINE_LEASE_MS: "3000",
          GENERATION_RETRY_DELAY_MS: "500",
          GENERATION_DEADLINE_MS: "300000",
          VENDOR_CALL_TIMEOUT_MS: "20000",
          LOG_LEVEL: "error",
        },
        simulators: { speed: SIMULATOR_SPEED },
      }),
    );
    const report = await playChaos(root, stack, wanted);
    await stack.stop();
    console.log(JSON.stringify(report, null, 2));
    if (report.problems.length > 0) throw new Error(`${report.problems.length} promises were broken`);
    console.log("Every order ended, none was charged twice, and the books and the vendors agree.");
  } finally {
    await own?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
