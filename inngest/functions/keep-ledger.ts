import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { runLedgerCheck } from "@/lib/credits/checks/run";
import { expireCredits } from "@/lib/credits/expire";
import { job } from "@/lib/entry/job";
import { reconcileGenerations } from "@/lib/generations/reconcile";
import { logger } from "@/lib/platform/log";

const log = logger("inngest.keep-ledger");

/** Nightly in Shanghai: takes expired credits out of the balances, then recomputes the whole ledger and compares it with the jobs. */
export const keepLedger = inngest.createFunction(
  {
    id: "keep-ledger",
    triggers: [cron("TZ=Asia/Shanghai 10 3 * * *"), onRequest("keep-ledger")],
    retries: 3,
  },
  async ({ step }) => {
    for (let round = 1, more = true; more && round <= 100; round += 1)
      more = (await step.run(`expire-${round}`, () => job("keep-ledger", expireCredits, { limit: 500 })))
        .more;
    const { differences } = await step.run("reconcile", () => job("keep-ledger", runLedgerCheck, {}));
    if (differences.length > 0) log.error("the ledger does not reconcile", { differences });
    const jobs = await step.run("reconcile-generations", () =>
      job("keep-ledger", reconcileGenerations, undefined),
    );
    if (jobs.differences.length > 0)
      log.error("generations and ledger disagree", { differences: jobs.differences });
    return { differences: differences.length + jobs.differences.length };
  },
);
