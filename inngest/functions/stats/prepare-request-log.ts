import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { prepareRequestLog as prepare } from "@/lib/stats/requests/prepare";

const NAME = "prepare-request-log";

/** Hourly: partitions of the request log for the next days, and the end of those that are too old. Also at start-up. */
export const prepareRequestLog = inngest.createFunction(
  { id: NAME, triggers: [cron("23 * * * *"), onRequest(NAME)], retries: 3, concurrency: { limit: 1 } },
  ({ step }) => step.run("prepare", () => job(NAME, prepare, undefined)),
);
