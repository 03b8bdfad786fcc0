import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { countStyles as count } from "@/lib/styles/count";
import { clearStylePreviews } from "@/lib/styles/previews/clear";

/** Nightly in Shanghai: how often each style tag was asked for in the last thirty days, and files that no tag names. */
export const countStyles = inngest.createFunction(
  {
    id: "count-styles",
    triggers: [cron("TZ=Asia/Shanghai 40 4 * * *"), onRequest("count-styles")],
    retries: 3,
    concurrency: { limit: 1 },
  },
  async ({ step }) => {
    const { counted } = await step.run("count", () => job("count-styles", count, undefined));
    const { cleared } = await step.run("clear", () => job("count-styles", clearStylePreviews, undefined));
    return { counted, cleared };
  },
);
