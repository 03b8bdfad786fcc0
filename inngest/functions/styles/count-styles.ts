import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { countStyles as count } from "@/lib/styles/count";

/** Nightly in Shanghai: how often each style tag was asked for in the last thirty days. */
export const countStyles = inngest.createFunction(
  {
    id: "count-styles",
    triggers: [cron("TZ=Asia/Shanghai 40 4 * * *"), onRequest("count-styles")],
    retries: 3,
    concurrency: { limit: 1 },
  },
  ({ step }) => step.run("count", () => job("count-styles", count, undefined)),
);
