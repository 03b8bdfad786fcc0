import { cron } from "inngest";
import { inngest } from "@/inngest/client";
import { onRequest } from "@/inngest/functions/panel/on-request";
import { job } from "@/lib/entry/job";
import { sweepOrders } from "@/lib/orders/sweep";

/** Every minute: notices, unpaid orders and refunds that a crash or a lost event left behind. Also runs at start-up. */
export const sweepPayments = inngest.createFunction(
  { id: "sweep-payments", triggers: [cron("* * * * *"), onRequest("sweep-payments")], retries: 0 },
  ({ step }) => step.run("sweep", () => job("sweep-payments", sweepOrders, undefined)),
);
