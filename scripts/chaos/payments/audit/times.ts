import type { Outage } from "../../machine";
import type { DeskDelivery, DeskOrder } from "../wechat";
import type { BookedOrder } from "./books";

/** A payment or refund that WeChat Pay knows of is shown here within this time of running. */
export const REPAIRED_WITHIN_MS = 60_000;

export interface Delay {
  about: string;
  ms: number;
}

/** How long the server had for something, not counting when it was away. */
export function runningMs(fromMs: number, toMs: number, outages: readonly Outage[]): number {
  const away = outages.reduce(
    (sum, outage) => sum + Math.max(0, Math.min(toMs, outage.toMs) - Math.max(fromMs, outage.fromMs)),
    0,
  );
  return Math.max(0, toMs - fromMs - away);
}

/** From when the answer could be had: for an order that had been given up here, from when somebody brought it. */
function paidFromMs(
  order: BookedOrder,
  there: DeskOrder,
  deliveries: readonly DeskDelivery[],
): number | null {
  if (there.paidAt === null) return null;
  const paidMs = Date.parse(there.paidAt);
  if (order.closedAt === null || order.closedAt.getTime() > paidMs) return paidMs;
  const brought = deliveries.find(
    ({ kind, about, accepted }) => kind === "payment" && about === order.id && accepted,
  );
  return brought ? Date.parse(brought.at) : null;
}

/** How long the product took to do what WeChat Pay's answer says, for one order and its refunds. */
export function delaysOf(
  order: BookedOrder,
  there: DeskOrder,
  { deliveries, outages }: { deliveries: readonly DeskDelivery[]; outages: readonly Outage[] },
): Delay[] {
  const delays: Delay[] = [];
  const from = paidFromMs(order, there, deliveries);
  if (from !== null && order.fulfilledAt)
    delays.push({
      about: `payment of ${order.id}`,
      ms: runningMs(from, order.fulfilledAt.getTime(), outages),
    });
  for (const { outRefundNo, succeededAt } of there.refunds) {
    const move = order.moves.find(({ refund }) => refund === outRefundNo);
    if (succeededAt !== null && move)
      delays.push({
        about: `refund ${outRefundNo} of ${order.id}`,
        ms: runningMs(Date.parse(succeededAt), move.at.getTime(), outages),
      });
  }
  return delays;
}
