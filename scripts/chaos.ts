import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stage } from "./bootstrap/stages.mjs";
import { playPayments } from "./chaos/payments/play";
import { playChaos } from "./chaos/play";
import { buildIfStale } from "./local/build";
import { startThrowawayPostgres } from "./local/postgres";
import type { Variables } from "./local/processes";
import { openStack, type Stack } from "./local/stack";

/** So slow that kills fall into calls and between polls. */
const SIMULATOR_SPEED = 5;

interface Kind {
  wanted: number;
  env: Variables;
  play(root: string, stack: Stack, wanted: number): Promise<{ problems: string[] }>;
  allIsWell: string;
}

const kinds = {
  /**
   * Real orders at all vendors, whose simulators make trouble, and changes of the key ring meanwhile: every order
   * ended, none was lost or charged twice, and nothing that a vendor took is unaccounted for.
   */
  generations: {
    wanted: 200,
    env: {
      GENERATION_RETRY_DELAY_MS: "500",
      GENERATION_DEADLINE_MS: "300000",
      VENDOR_CALL_TIMEOUT_MS: "20000",
    },
    play: playChaos,
    allIsWell: "Every order ended, none was charged twice, and the books and the vendors agree.",
  },
  /**
   * Purchases with all that WeChat Pay, the network and people can do: every paid order is fulfilled once, every
   * unpaid one is closed, every refund is shown once, and WeChat's books and ours agree.
   */
  payments: {
    wanted: 500,
    // Short enough to wait for the end of what nobody pays, long enough for the slowest questions.
    env: { ORDER_PAYABLE_MS: "240000" },
    play: (_, stack, wanted) => playPayments(stack, wanted),
    allIsWell: "Every payment was served once, every refund shown once, and WeChat's books and ours agree.",
  },
} satisfies Record<string, Kind>;

/**
 * Runs a production server that is killed again and again while the vendors' simulators live on, and then looks for
 * broken promises. `npm run chaos -- 300`, `npm run chaos -- payments 100`.
 */
async function main(): Promise<void> {
  const root = process.cwd();
  const args = process.argv.slice(2);
  const kind: Kind = args[0] === "payments" ? kinds.payments : kinds.generations;
  const wanted = Number(args.find((word) => /^\d+$/.test(word)) ?? kind.wanted);
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
        env: { RATE_LIMIT_FACTOR: "1000", ENGINE_LEASE_MS: "3000", LOG_LEVEL: "error", ...kind.env },
        simulators: { speed: SIMULATOR_SPEED },
      }),
    );
    const report = await kind.play(root, stack, wanted);
    await stack.stop();
    console.log(JSON.stringify(report, null, 2));
    if (report.problems.length > 0) throw new Error(`${report.problems.length} promises were broken`);
    console.log(kind.allIsWell);
  } finally {
    await own?.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
