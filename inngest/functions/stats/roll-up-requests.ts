import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { rollUpRequests as rollUp } from "@/lib/stats/requests/roll-up";

const NAME = "roll-up-requests";

/** Every five minutes: requests of the last hours, by hours, days and people of a day. Also runs at start-up. */
export const rollUpRequests = inngest.createFunction(
  { id: NAME, triggers: [cron("*/5 * * * *"), onRequest(NAME)], retries: 1, concurrency: { limit: 1 } },
  async ({ step }) => {
    let rows = 0;
    let from: string | null = null;
    for (let round = 1, more = true; more && round <= 40; round += 1) {
      const input: { from: string | null } = { from };
      const done = await step.run(`hours-${round}`, () => job(NAME, rollUp, input));
      rows += done.rows;
      from = done.next;
      more = from !== null;
    }
    return { rows };
  },
);
