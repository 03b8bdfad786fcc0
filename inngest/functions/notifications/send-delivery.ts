import { inngest } from "@/inngest/client";
import { deliveryWaiting } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { sendDelivery as send } from "@/lib/notifications/deliveries/send";
import { deliveryPorts } from "./ports";

const NAME = "send-delivery";

/** Sends one notification by one channel. Tries that fail are the sweep's: it knows when the next one is due. */
export const sendDelivery = inngest.createFunction(
  { id: NAME, triggers: [deliveryWaiting], retries: 1, concurrency: { limit: 10 } },
  ({ event, step }) =>
    step.run("send", () =>
      job(NAME, ({ ctx, input }) => send({ ctx, input, ports: deliveryPorts(ctx) }), event.data),
    ),
);
