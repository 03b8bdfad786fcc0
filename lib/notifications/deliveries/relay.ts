import { listen } from "@/db/listen";
import { inngest } from "@/inngest/client";
import { deliveryWaiting } from "@/inngest/events";
import { logger } from "@/lib/platform/log";
import { DELIVERY_CHANNEL } from "../internal/channels";

/**
 * Sends an event for every delivery that is committed from now on, by whichever process: what is told inside of a
 * transaction is heard when it commits, and never when it does not. All processes hear it; the id makes one event of
 * theirs. What is lost here, the sweep finds. Returns what ends it.
 */
export const relayDeliveries = (): Promise<() => void> =>
  listen(DELIVERY_CHANNEL, (deliveryId) => void send(deliveryId));

async function send(deliveryId: string): Promise<void> {
  try {
    await inngest.send(deliveryWaiting.create({ deliveryId }, { id: `delivery-waiting-${deliveryId}` }));
  } catch (err) {
    logger("notifications.relay").warn("an event was not sent; the sweep will find it", {
      delivery: deliveryId,
      err,
    });
  }
}
