import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { scorePublications as score } from "@/lib/gallery/counts/score";

/** Every three minutes: the scores of images whose likes or downloads have changed. */
export const scorePublications = inngest.createFunction(
  {
    id: "score-publications",
    triggers: [cron("*/3 * * * *"), onRequest("score-publications")],
    retries: 3,
    concurrency: { limit: 1 },
  },
  async ({ step }) => {
    let scored = 0;
    for (let round = 1, more = true; more && round <= 200; round += 1) {
      const done = await step.run(`score-${round}`, () => job("score-publications", score, { limit: 500 }));
      scored += done.scored;
      more = done.more;
    }
    return { scored };
  },
);
