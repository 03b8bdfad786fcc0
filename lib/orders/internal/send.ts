import { inngest } from "@/inngest/client";
import { orderPrepaid, paymentNoticeStored, refundRequested } from "@/inngest/events";
import { logger } from "@/lib/platform/log";

/** Sends an event; what cannot be sent now is found by the sweep, so the caller's work stands either way. */
async function send(event: Parameters<typeof inngest.send>[0], subject: string): Promise<void> {
  try {
    await inngest.send(event);
  } catch (err) {
    logger("orders.send").warn("an event was not sent; the sweep will find it", { subject, err });
  }
}

export const sendOrderPrepaid = (orderId: string) =>
  send(orderPrepaid.create({ orderId }, { id: `order-prepaid-${orderId}` }), orderId);

export const sendNoticeStored = (noticeId: string) =>
  send(paymentNoticeStored.create({ noticeId }, { id: `payment-notice-${noticeId}` }), noticeId);

export const sendRefundRequested = (refundId: string) =>
  send(refundRequested.create({ refundId }, { id: `refund-requested-${refundId}` }), refundId);
