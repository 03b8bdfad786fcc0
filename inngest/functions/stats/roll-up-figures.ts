import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { rollUpFigures as rollUp } from "@/lib/stats/figures/roll-up";

const NAME = "roll-up-figures";

/** Every five minutes, after the requests: the figures of today and yesterday, and of days missed. Also at start-up. */
export const rollUpFigures = inngest.createFunction(
  { id: NAME, triggers: [cron("2-59/5 * * * *"), onRequest(NAME)], retries: 1, concurrency: { limit: 1 } },
  async ({ step }) => {
    let days = 0;
    let from: string | null = null;
    for (let round = 1, more = true; more && round <= 20; round += 1) {
      const input: { from: string | null } = { from };
      const done = await step.run(`days-${round}`, () => job(NAME, rollUp, input));
      days += done.days;
      from = done.next;
      more = from !== null;
    }
    return { days };
  },
);
