import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { pruneSessions as prune } from "@/lib/accounts/sessions/prune";
import { job } from "@/lib/entry/job";

/** Nightly in Shanghai: forgets sessions that nobody has seen for a month, and keys that ended long ago. */
export const pruneSessions = inngest.createFunction(
  {
    id: "prune-sessions",
    triggers: [cron("TZ=Asia/Shanghai 35 4 * * *"), onRequest("prune-sessions")],
    retries: 3,
  },
  ({ step }) => step.run("prune", () => job("prune-sessions", prune, undefined)),
);
