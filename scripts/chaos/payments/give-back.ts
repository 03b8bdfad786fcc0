import { randomInt } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { jobContext } from "@/lib/entry/context";
import type { OrderView } from "@/lib/orders/schema";
import type { Plan } from "./plan";
import type { Played, Shop } from "./played";

/** Gives back the planned shares of a price, one after the other without waiting for WeChat Pay. */
export async function giveBack(told: Played & { shop: Shop }, order: OrderView): Promise<void> {
  for (const [index, part] of told.plan.refunds.entries()) {
    const amountFen = Math.max(1, Math.floor(order.amountFen * part.share));
    for (const { name, times, argument } of part.faults)
      await told.shop.wechat.fault(name, order.id, {
        ...(times === undefined ? {} : { times }),
        ...(argument === undefined ? {} : { argument }),
      });
    const ask = () => request(order.id, { amountFen, force: part.force, key: `chaos-refund-${index}` });
    const answers = await Promise.all(part.asTwo ? [ask(), ask()] : [ask()]);
    const ids = new Set(answers.flatMap((answer) => (answer.id !== undefined ? [answer.id] : [])));
    if (ids.size > 1) told.problems.push(`${order.id}: asking twice for a refund made ${ids.size}`);
    told.refunds.push(...ids);
    const refusals = answers.flatMap((answer) => (answer.reason !== undefined ? [answer.reason] : []));
    told.refusals.push(...new Set(refusals));
    await wait(randomInt(0, 5_000));
  }
}

interface Asked {
  amountFen: number;
  force: Plan["refunds"][number]["force"];
  key: string;
}

async function request(orderId: string, { amountFen, force, key }: Asked) {
  const { requestRefund } = await import("@/lib/orders/refunds/request");
  const answer = await requestRefund({
    ctx: jobContext("chaos"),
    input: { orderId, amountFen, force, reason: "不想要了", idempotencyKey: key },
  });
  return "ok" in answer ? { reason: answer.reason } : { id: answer.id };
}
