import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { recountStorage as recount } from "@/lib/images/storage/recount";

const NAME = "recount-storage";

/** Nightly in Shanghai, after the trash: what everybody's images take is counted anew, and differences are repaired. */
export const recountStorage = inngest.createFunction(
  { id: NAME, triggers: [cron("TZ=Asia/Shanghai 20 4 * * *"), onRequest(NAME)], retries: 3 },
  async ({ step }) => {
    let repaired = 0;
    const seen: { next: string | null } = { next: null };
    for (let round = 1; round <= 500; round += 1) {
      const done = await step.run(`count-${round}`, () =>
        job(NAME, recount, { after: seen.next, limit: 2_000 }),
      );
      repaired += done.repaired;
      seen.next = done.next;
      if (done.next === null) break;
    }
    return { repaired };
  },
);
