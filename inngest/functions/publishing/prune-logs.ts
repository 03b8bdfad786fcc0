import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { pruneUnlabelledCopies } from "@/lib/images/copies/prune";
import { pruneChecks } from "@/lib/moderation/prune";

const NAME = "prune-logs";

/** Nightly in Shanghai: forgets who took copies without the visible label, and what checkers said, once it is old. */
export const pruneLogs = inngest.createFunction(
  { id: NAME, triggers: [cron("TZ=Asia/Shanghai 20 4 * * *"), onRequest(NAME)], retries: 3 },
  async ({ step }) => {
    const copies = await step.run("copies", () => job(NAME, pruneUnlabelledCopies, undefined));
    const checks = await step.run("checks", () => job(NAME, pruneChecks, undefined));
    return { copies: copies.pruned, checks: checks.pruned };
  },
);
