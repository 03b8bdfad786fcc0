import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { sweepGenerations as sweep } from "@/lib/generations/run/sweep";

/** Every minute: repairs generations that a crash or a lost event left behind. Also runs at start-up. */
export const sweepGenerations = inngest.createFunction(
  { id: "sweep-generations", triggers: [cron("* * * * *"), onRequest("sweep-generations")], retries: 0 },
  ({ step }) => step.run("sweep", () => job("sweep-generations", sweep, undefined)),
);
