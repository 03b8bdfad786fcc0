import { inngest } from "@/inngest/client";
import { orderPrepaid } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { followOrder as follow } from "@/lib/orders/follow";

const NAME = "follow-order";
/** Half an hour of questions, the slow ones 40 seconds apart, and some tries to close. */
const MOST_STEPS = 80;

/** Asks WeChat Pay about an unpaid order, quickly at first and then slower, until it is paid or closed. */
export const followOrder = inngest.createFunction(
  { id: NAME, triggers: [orderPrepaid], retries: 3 },
  async ({ event, step }) => {
    for (let done = 0; done < MOST_STEPS; done += 1) {
      const { status, waitMs } = await step.run(`follow-${done}`, () => job(NAME, follow, event.data));
      if (waitMs === null) return { status };
      await step.sleep(`wait-${done}`, waitMs + 250);
    }
    return { status: "left to the sweep" };
  },
);
