import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { refreshSearchTexts as refresh } from "@/lib/gallery/texts/refresh";

const NAME = "refresh-search-texts";

/**
 * Every two minutes: what images are found by, after a style tag was renamed or merged. How far it came stands in the
 * database, so a run that ends early, at its last round or with its process, is gone on with by the next one.
 */
export const refreshSearchTexts = inngest.createFunction(
  { id: NAME, triggers: [cron("*/2 * * * *"), onRequest(NAME)], retries: 3, concurrency: { limit: 1 } },
  async ({ step }) => {
    let rewritten = 0;
    for (let round = 1, more = true; more && round <= 900; round += 1) {
      const done = await step.run(`refresh-${round}`, () =>
        job(NAME, ({ ctx }) => refresh({ ctx }), undefined),
      );
      rewritten += done.rewritten;
      more = done.more;
    }
    return { rewritten };
  },
);
