import { inngest } from "@/inngest/client";
import { refundRequested } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { followRefund as follow } from "@/lib/orders/refunds/follow";

const NAME = "follow-refund";
/** The first quarter of an hour; what takes longer is followed by the sweep. */
const MOST_STEPS = 20;

/** Sends a refund and asks how it stands until the money is back, or WeChat Pay has given it up. */
export const followRefund = inngest.createFunction(
  { id: NAME, triggers: [refundRequested], retries: 3 },
  async ({ event, step }) => {
    for (let done = 0; done < MOST_STEPS; done += 1) {
      const { status, waitMs } = await step.run(`follow-${done}`, () => job(NAME, follow, event.data));
      if (waitMs === null) return { status };
      await step.sleep(`wait-${done}`, waitMs + 250);
    }
    return { status: "left to the sweep" };
  },
);
