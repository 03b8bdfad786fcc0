import { inngest } from "@/inngest/client";
import { orderPrepaid } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { checkOrder } from "@/lib/orders/check";
import { isPayable, queryDelayMs } from "@/lib/orders/rules";

const NAME = "follow-order";
/** Half an hour of questions, the slow ones 45 seconds apart, and some tries to close. */
const MOST_QUESTIONS = 80;

/** Asks WeChat Pay about an unpaid order, quickly at first and then slower, until it is paid or closed. */
export const followOrder = inngest.createFunction(
  { id: NAME, triggers: [orderPrepaid], retries: 3 },
  async ({ event, step }) => {
    const { orderId } = event.data;
    for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
      await step.sleep(`wait-${asked}`, queryDelayMs(asked) + 250);
      const { status } = await step.run(`check-${asked}`, () => job(NAME, checkOrder, { id: orderId }));
      if (!isPayable(status)) return { status };
    }
    return { status: "left to the sweep" };
  },
);
