import { eventType } from "inngest";
import { z } from "zod";

const generation = z.object({ generationId: z.string(), userId: z.string() });

/** A generation was committed and wants to run. */
export const generationRequested = eventType("generations/generation.requested", { schema: generation });
/** A person asked to stop a running generation. */
export const generationCancelRequested = eventType("generations/generation.cancel-requested", {
  schema: generation,
});
/** A vendor said that something changed about an order. Only a hint: what is true is asked. */
export const vendorNotified = eventType("generations/vendor.notified", {
  schema: z.object({ attemptId: z.string() }),
});
/** An order waits to be paid; WeChat Pay is asked about it until it ends. */
export const orderPrepaid = eventType("orders/order.prepaid", { schema: z.object({ orderId: z.string() }) });
/** A payment or refund notice was verified and stored. */
export const paymentNoticeStored = eventType("orders/notice.stored", {
  schema: z.object({ noticeId: z.string() }),
});
/** A refund was decided; the money has to go back. */
export const refundRequested = eventType("orders/refund.requested", {
  schema: z.object({ refundId: z.string() }),
});
/** A notification was committed that wants to leave by a channel. */
export const deliveryWaiting = eventType("notifications/delivery.waiting", {
  schema: z.object({ deliveryId: z.string() }),
});
/** Somebody emptied their trash; what is left of what lay in it then goes. */
export const trashEmptied = eventType("images/trash.emptied", {
  schema: z.object({ userId: z.string(), before: z.iso.datetime() }),
});
/** An image was handed in for the gallery and waits for its checks. */
export const publicationSubmitted = eventType("gallery/publication.submitted", {
  schema: z.object({ imageId: z.string(), round: z.number().int() }),
});
/** An admin wants the whole ledger recomputed now. */
export const ledgerCheckRequested = eventType("credits/ledger.check-requested", {
  schema: z.object({ requestId: z.string() }),
});
/** An admin wants a job of the clock to run now; `job` is the function's id. */
export const jobRequested = eventType("platform/job.requested", { schema: z.object({ job: z.string() }) });
