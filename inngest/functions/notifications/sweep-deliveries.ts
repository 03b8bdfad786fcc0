import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { sweepDeliveries as sweep } from "@/lib/notifications/deliveries/sweep";
import { deliveryPorts } from "./ports";

const NAME = "sweep-deliveries";

/** Every minute: further tries that are due, and what a crash or a lost event left behind. Also runs at start-up. */
export const sweepDeliveries = inngest.createFunction(
  { id: NAME, triggers: [cron("* * * * *"), onRequest(NAME)], retries: 0, concurrency: { limit: 1 } },
  ({ step }) =>
    step.run("sweep", () => job(NAME, ({ ctx }) => sweep({ ctx, ports: deliveryPorts(ctx) }), undefined)),
);
