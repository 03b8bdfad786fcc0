import { creditsToTake, statusAfterRefund } from "@/lib/orders/rules";
import type { DeskOrder, DeskRefund } from "../wechat";
import type { BookedOrder, BookedRefund } from "./books";

/** What each end at WeChat Pay must be here. */
const ends: Record<DeskRefund["status"], BookedRefund["status"]> = {
  SUCCESS: "succeeded",
  CLOSED: "closed",
  ABNORMAL: "abnormal",
  PROCESSING: "processing",
};

/** What is wrong with the refunds of one order, seen from both sides. */
export function auditRefunds(order: BookedOrder, there: DeskOrder | undefined): string[] {
  const known = there?.refunds ?? [];
  const strangers = known.filter(({ outRefundNo }) => !order.refunds.some(({ id }) => id === outRefundNo));
  return [
    ...strangers.map(({ outRefundNo }) => `was refunded by ${outRefundNo}, which nobody asked for`),
    ...order.refunds.flatMap((refund) =>
      judgeRefund(order, refund, known).map((problem) => `refund ${refund.id} ${problem}`),
    ),
    ...judgeSum(order, known),
    ...judgeCredits(order),
  ];
}

function judgeRefund(order: BookedOrder, refund: BookedRefund, known: readonly DeskRefund[]): string[] {
  const [there, another] = known.filter(({ outRefundNo }) => outRefundNo === refund.id);
  if (!there) return [`is ${refund.status} and was never sent`];
  const problems: string[] = [];
  if (another) problems.push("was made twice there");
  if (there.refundFen !== refund.amountFen) problems.push(`is about ${there.refundFen} fen there`);
  if (refund.status !== ends[there.status]) problems.push(`is ${refund.status} and ${there.status} there`);
  const shown = order.moves.filter((move) => move.refund === refund.id).length;
  const wanted = there.status === "SUCCESS" ? 1 : 0;
  if (shown !== wanted) problems.push(`moved its order ${shown} times`);
  const { credits } = refund.take;
  if ((refund.taken ?? 0) !== -credits) problems.push(`took ${refund.taken} credits and says ${credits}`);
  const back = there.status === "CLOSED" ? credits : 0;
  if ((refund.undone ?? 0) !== back) problems.push(`gave ${refund.undone} credits back, not ${back}`);
  return problems;
}

function judgeSum(order: BookedOrder, known: readonly DeskRefund[]): string[] {
  const gone = known
    .filter(({ status }) => status === "SUCCESS")
    .reduce((sum, { refundFen }) => sum + refundFen, 0);
  const problems: string[] = [];
  if (order.refundedFen !== gone) problems.push(`says ${order.refundedFen} fen went back, and ${gone} did`);
  if (gone > 0 && order.status !== statusAfterRefund(order.amountFen, gone))
    problems.push(`is ${order.status} after ${gone} of ${order.amountFen} fen`);
  if (gone === 0 && order.status.includes("refunded")) problems.push(`is ${order.status} of nothing`);
  return problems;
}

/** A pack gives back the share that was refunded, rounded up; each refund that failed between two others may cost one. */
function judgeCredits(order: BookedOrder): string[] {
  if (order.kind !== "credits" || order.credits === null) return [];
  const open = order.refunds.filter(({ status }) => status !== "closed");
  const refundFen = open.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const took = open.reduce((sum, { take }) => sum + take.credits + take.forgivenCredits, 0);
  const pack = { credits: order.credits, priceFen: order.amountFen, beforeFen: 0, refundFen };
  const should = refundFen === 0 ? 0 : creditsToTake(pack);
  const slack = order.refunds.length - open.length;
  return Math.abs(took - should) > slack
    ? [`gave back ${took} credits for ${refundFen} fen, not ${should}`]
    : [];
}
