import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { keepMemberships as keep } from "@/lib/membership/keep";

/** Every ten minutes: monthly credits, waiting plans, warnings and ends of membership. Also runs at start-up. */
export const keepMemberships = inngest.createFunction(
  {
    id: "keep-memberships",
    triggers: [cron("TZ=Asia/Shanghai */10 * * * *"), onRequest("keep-memberships")],
    retries: 3,
  },
  async ({ step }) => {
    let kept = 0;
    for (let round = 1, more = true; more && round <= 100; round += 1) {
      const done = await step.run(`keep-${round}`, () => job("keep-memberships", keep, { limit: 200 }));
      kept += done.done;
      more = done.more;
    }
    return { kept };
  },
);
