import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { listDueBillDays } from "@/lib/orders/bill/list-due-days";
import { reconcileTradeBill } from "@/lib/orders/bill/reconcile";
import { BILL_JOB } from "@/lib/orders/rules";
import { logger } from "@/lib/platform/log";

const NAME = BILL_JOB;

/**
 * Compares every day that is not compared yet with WeChat Pay's trade bill: from a quarter past ten in Shanghai, when
 * yesterday's is there, and each hour after that for what was not to be had. Also runs at start-up.
 */
export const reconcilePayments = inngest.createFunction(
  {
    id: NAME,
    triggers: [cron("TZ=Asia/Shanghai 15 10-23 * * *"), onRequest(NAME)],
    retries: 3,
    concurrency: { limit: 1 },
  },
  async ({ step }) => {
    const { days } = await step.run("days", () => job(NAME, listDueBillDays, undefined));
    let differences = 0;
    for (const day of days) {
      const outcome = await step.run(`compare-${day}`, () => job(NAME, reconcileTradeBill, { day }));
      if (outcome.state === "compared") differences += outcome.differences;
    }
    if (differences > 0)
      logger("inngest.reconcile-payments").error("the trade bill differs", { differences });
    return { days: days.length, differences };
  },
);
