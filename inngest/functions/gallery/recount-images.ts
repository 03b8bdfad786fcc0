import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { recountImages as recount } from "@/lib/gallery/counts/recount";
import { logger } from "@/lib/platform/log";

const log = logger("inngest.recount-images");

/** Nightly in Shanghai: counts likes and downloads from their rows and repairs what the images say otherwise. */
export const recountImages = inngest.createFunction(
  {
    id: "recount-images",
    triggers: [cron("TZ=Asia/Shanghai 20 4 * * *"), onRequest("recount-images")],
    retries: 3,
    concurrency: { limit: 1 },
  },
  async ({ step }) => {
    let repaired = 0;
    let after = "";
    for (let round = 1, more = true; more && round <= 900; round += 1) {
      const input = { after, limit: 5_000 };
      const done = await step.run(`recount-${round}`, () => job("recount-images", recount, input));
      if (done.differences.length > 0)
        log.error("counters did not say what the rows say; repaired", { differences: done.differences });
      repaired += done.differences.length;
      ({ after, more } = done);
    }
    return { repaired };
  },
);
