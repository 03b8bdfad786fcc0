import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { sweepPublications as sweep } from "@/lib/gallery/publishing/sweep";

/** Every two minutes: what was handed in and never checked, after a crash or a lost event. Also runs at start-up. */
export const sweepPublications = inngest.createFunction(
  { id: "sweep-publications", triggers: [cron("*/2 * * * *"), onRequest("sweep-publications")], retries: 0 },
  ({ step }) => step.run("sweep", () => job("sweep-publications", sweep, undefined)),
);
