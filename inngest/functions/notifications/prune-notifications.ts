import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { pruneNotifications as prune } from "@/lib/notifications/prune";

/** Nightly in Shanghai: removes notifications after 180 days and what was sent of them after 30. */
export const pruneNotifications = inngest.createFunction(
  {
    id: "prune-notifications",
    triggers: [cron("TZ=Asia/Shanghai 30 4 * * *"), onRequest("prune-notifications")],
    retries: 3,
  },
  ({ step }) => step.run("prune", () => job("prune-notifications", prune, undefined)),
);
