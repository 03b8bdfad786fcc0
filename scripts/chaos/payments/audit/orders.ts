import { isPaid, mayMove } from "@/lib/orders/rules";
import { type OrderStatus, orderStatuses } from "@/lib/orders/schema";
import type { DeskOrder } from "../wechat";
import type { BookedOrder } from "./books";

/** What is wrong with one order, seen from both sides; `there` is undefined when WeChat Pay never heard of it. */
export function auditOrder(order: BookedOrder, there: DeskOrder | undefined): string[] {
  const wasPaid = there?.state === "SUCCESS" || there?.state === "REFUND";
  return [...(wasPaid ? judgePaid(order, there) : judgeUnpaid(order, there)), ...judgeMoves(order)];
}

function judgePaid(order: BookedOrder, there: DeskOrder): string[] {
  const problems: string[] = [];
  if (!isPaid(order.status) || order.status === "paid") problems.push(`was paid and is ${order.status}`);
  if (order.fulfilledAt === null) problems.push("was paid and has no moment of fulfilment");
  if (order.transactionId !== there.transactionId) problems.push("bears another payment's number");
  if (order.amountFen !== there.totalFen) problems.push(`cost ${there.totalFen} there`);
  const given = order.kind === "credits" ? order.granted === order.credits : order.terms === 1;
  if (!given) problems.push(`was paid and gave ${order.granted} credits, ${order.terms} terms`);
  if (order.kind === "membership" && order.granted !== null) problems.push("gave credits beside its term");
  if (order.told !== 1) problems.push(`told its person ${order.told} times`);
  return problems;
}

function judgeUnpaid(order: BookedOrder, there: DeskOrder | undefined): string[] {
  const problems: string[] = [];
  if (order.status !== "closed" && order.status !== "expired")
    problems.push(`is ${order.status} and was never paid`);
  if (there && there.state !== "CLOSED") problems.push(`can still be paid there (${there.state})`);
  if (order.granted !== null || order.terms > 0 || order.told > 0)
    problems.push("gave something for nothing");
  if (order.refunds.length > 0) problems.push("has refunds and no payment");
  return problems;
}

/** Its moves are legal and make one way from its beginning to where it is. */
function judgeMoves({ status, moves }: BookedOrder): string[] {
  const problems = moves
    .filter(({ from, to }) => !mayMove(from, to))
    .map(({ from, to }) => `moved from ${from} to ${to}`);
  for (const one of orderStatuses) {
    const enters = moves.filter(({ to }) => to === one).length;
    const leaves = moves.filter(({ from }) => from === one).length;
    if (enters - leaves !== Number(one === status) - Number(one === "created"))
      problems.push(`entered ${one} ${enters} times and left it ${leaves} times`);
    if (enters > 1 && !mayStay(one)) problems.push(`became ${one} ${enters} times`);
  }
  return problems;
}

const mayStay = (status: OrderStatus): boolean => mayMove(status, status);
