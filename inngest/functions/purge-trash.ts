import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { pruneChannelUses } from "@/lib/channels/prune";
import { purgeMasks } from "@/lib/edits/purge-masks";
import { job } from "@/lib/entry/job";
import { clearStaged } from "@/lib/generations/run/clear";
import { clearUploads } from "@/lib/images/files/upload";
import { purgeTrash as purge } from "@/lib/images/purge";
import { clearClosedAccounts } from "@/lib/registration/clear";

/** Nightly in Shanghai: removes images and files that were in the trash for its 30 days, and forgotten copies. */
export const purgeTrash = inngest.createFunction(
  {
    id: "purge-trash",
    triggers: [cron("TZ=Asia/Shanghai 40 3 * * *"), onRequest("purge-trash")],
    retries: 3,
  },
  async ({ step }) => {
    // First: what people asked to be gone must not wait for anything else of the night.
    await step.run("clear-accounts", () => job("purge-trash", clearClosedAccounts, { limit: 100 }));
    let removed = 0;
    for (let round = 1, more = true; more && round <= 200; round += 1) {
      const done = await step.run(`purge-${round}`, () => job("purge-trash", purge, { limit: 200 }));
      removed += done.removed;
      more = done.more;
    }
    const { cleared } = await step.run("clear-staged", () => job("purge-trash", clearStaged, undefined));
    await step.run("clear-uploads", () => job("purge-trash", clearUploads, undefined));
    await step.run("clear-masks", () => job("purge-trash", purgeMasks, undefined));
    await step.run("prune-channels", () => job("purge-trash", pruneChannelUses, undefined));
    return { removed, cleared };
  },
);
