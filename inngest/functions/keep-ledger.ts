import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { expireCredits } from "@/lib/credits/expire";
import { reconcileLedger } from "@/lib/credits/reconcile";
import { job } from "@/lib/entry/job";
import { logger } from "@/lib/platform/log";

/** Nightly in Shanghai: takes expired credits out of the balances, then recomputes the whole ledger. */
export const keepLedger = inngest.createFunction(
  { id: "keep-ledger", triggers: [cron("TZ=Asia/Shanghai 10 3 * * *")], retries: 3 },
  async ({ step }) => {
    for (let round = 1, more = true; more && round <= 100; round += 1)
      more = (await step.run(`expire-${round}`, () => job("keep-ledger", expireCredits, { limit: 500 })))
        .more;
    const { differences } = await step.run("reconcile", () => job("keep-ledger", reconcileLedger, undefined));
    if (differences.length > 0)
      logger("inngest.keep-ledger").error("the ledger does not reconcile", { differences });
    return { differences: differences.length };
  },
);
