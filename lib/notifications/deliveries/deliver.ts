import { type Ctx, later } from "@/lib/platform/context";
import { sendEmail } from "../channels/email";
import { sendWebhook } from "../channels/webhook";
import { sendWechat } from "../channels/wechat";
import { claimDelivery } from "./claim";
import type { ClaimedDelivery, DeliveryPorts, Outcome } from "./outcome";
import { settleDelivery } from "./settle";

/**
 * Takes one delivery that is due, tries to send it and writes down how it went. False when there was nothing to do.
 * Never inside of a transaction: a server that thinks for ten seconds must not hold one.
 */
export async function deliver(ctx: Ctx, id: string, ports: DeliveryPorts): Promise<boolean> {
  const begunMs = performance.now();
  const claim = await claimDelivery(ctx, id);
  if (!claim) return false;
  const outcome = claim.decided ?? (await send(ctx, claim.claimed, ports));
  await settleDelivery(later(ctx, begunMs), claim.claimed, outcome);
  return true;
}

const send = (ctx: Ctx, claimed: ClaimedDelivery, ports: DeliveryPorts): Promise<Outcome> => {
  switch (claimed.channel) {
    case "webhook":
      return sendWebhook(ctx, claimed);
    case "email":
      return sendEmail(ctx, claimed, ports);
    case "wechat":
      return sendWechat(ctx, claimed, ports);
  }
};
