import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { pruneBindings as prune } from "@/lib/bindings/prune";
import { job } from "@/lib/entry/job";

/** Nightly in Shanghai: forgets codes, tokens, OAuth returns and notices that have served their purpose. */
export const pruneBindings = inngest.createFunction(
  {
    id: "prune-bindings",
    triggers: [cron("TZ=Asia/Shanghai 20 4 * * *"), onRequest("prune-bindings")],
    retries: 3,
  },
  ({ step }) => step.run("prune", () => job("prune-bindings", prune, undefined)),
);
