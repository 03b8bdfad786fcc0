import { inngest } from "@/inngest/client";
import { paymentNoticeStored } from "@/inngest/events";
import { job } from "@/lib/entry/job";
import { heedPayNotice } from "@/lib/orders/callbacks/heed-notice";

const NAME = "heed-payment-notice";

/** Does what a stored notice of WeChat Pay says. */
export const heedPaymentNotice = inngest.createFunction(
  { id: NAME, triggers: [paymentNoticeStored], retries: 3 },
  ({ event, step }) => step.run("heed", () => job(NAME, heedPayNotice, event.data)),
);
