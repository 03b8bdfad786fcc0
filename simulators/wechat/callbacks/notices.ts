import { dayDigits, rfc3339 } from "@/simulators/wechat/clock";
import { digits, hex } from "@/simulators/wechat/crypto/random";
import { seal } from "@/simulators/wechat/crypto/sealed";
import type { SimOrder, SimRefund } from "@/simulators/wechat/desk";
import { type FaultName, takeFault } from "@/simulators/wechat/faults";
import { aboutOrder, transactionOf } from "@/simulators/wechat/pay/order-state";
import { signedHeaders, signerOf } from "@/simulators/wechat/signing";
import { recordDelivery, type World } from "@/simulators/wechat/world";
import { ask } from "./post";

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** What WeChat Pay waits before each repetition. */
export const retryWaitsMs: readonly number[] = [
  ...[15, 15, 30].map((s) => s * SECOND),
  ...[3, 10, 20, 30, 30, 30, 60].map((min) => min * MINUTE),
  ...[3, 3, 3, 6, 6].map((h) => h * HOUR),
];

interface Notice {
  id: string;
  kind: "payment" | "refund";
  url: string;
  outTradeNo: string;
  /** The exact bytes; every repetition sends the same. */
  body: string;
  /** What faults find it by. */
  about: readonly string[];
}

type Words = Record<string, unknown>;

interface Telling {
  event: string;
  summary: string;
  originalType: "transaction" | "refund";
}

/** The plain words of a notice in its sealed envelope. */
function bodyOf(world: World, id: string, telling: Telling, plain: Words): string {
  const { event, summary, originalType } = telling;
  return JSON.stringify({
    id,
    create_time: rfc3339(world.now()),
    resource_type: "encrypt-resource",
    event_type: event,
    summary,
    resource: {
      original_type: originalType,
      ...seal(JSON.stringify(plain), { key: world.apiV3Key, associatedData: originalType }),
    },
  });
}

const newId = (world: World): string => `EV-${dayDigits(world.now())}${digits(10)}`;

/** Tells the merchant of a payment, by the rules and the faults. Returns at once. */
export function tellPayment(world: World, order: SimOrder): void {
  const telling: Telling = { event: "TRANSACTION.SUCCESS", summary: "支付成功", originalType: "transaction" };
  const plain = { ...transactionOf(world, order), trade_state: "SUCCESS", trade_state_desc: "支付成功" };
  const about = aboutOrder(order);
  const { notifyUrl: url, outTradeNo } = order;
  const start = () => void send(world, { telling, plain, kind: "payment", url, outTradeNo, about });
  if (takeFault(world, "refund_notice_first", about)) world.held.set(outTradeNo, start);
  else start();
}

/** Tells the merchant how a refund ended, where the refund names an address. Returns at once. */
export function tellRefund(world: World, order: SimOrder, refund: SimRefund): void {
  const release = () => {
    world.held.get(order.outTradeNo)?.();
    world.held.delete(order.outTradeNo);
  };
  if (refund.notifyUrl === null) {
    release();
    return;
  }
  const telling: Telling = {
    event: `REFUND.${refund.status}`,
    summary: { SUCCESS: "退款成功", CLOSED: "退款关闭", ABNORMAL: "退款异常", PROCESSING: "" }[refund.status],
    originalType: "refund",
  };
  const plain = {
    mchid: world.mchid,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    refund_status: refund.status,
    ...(refund.succeededAt ? { success_time: rfc3339(refund.succeededAt) } : {}),
    user_received_account: "支付用户零钱",
    amount: {
      total: order.totalFen,
      refund: refund.refundFen,
      payer_total: order.totalFen,
      payer_refund: refund.refundFen,
    },
  };
  const about = [refund.outRefundNo, ...aboutOrder(order)];
  const { notifyUrl: url, outTradeNo } = refund;
  void send(world, { telling, plain, kind: "refund", url, outTradeNo, about }, release);
}

interface Sending extends Pick<Notice, "kind" | "url" | "outTradeNo" | "about"> {
  telling: Telling;
  plain: Words;
}

async function send(world: World, sending: Sending, afterFirst?: () => void): Promise<void> {
  const { telling, plain, about, ...where } = sending;
  const falsified = await sendFalsified(world, sending);
  const lost = takeFault(world, "notice_lost", about);
  const id = newId(world);
  if (lost)
    recordDelivery(world, {
      kind: where.kind,
      about: where.outTradeNo,
      id,
      status: 0,
      accepted: false,
      faults: ["notice_lost"],
    });
  if (!lost && !falsified.isInstead)
    await repeat(world, { ...where, id, about, body: bodyOf(world, id, telling, plain) }, afterFirst);
  else afterFirst?.();
}

/** Until it is accepted, as often as WeChat Pay tries. */
async function repeat(world: World, notice: Notice, afterFirst?: () => void): Promise<void> {
  const late = takeFault(world, "notice_late", notice.about);
  if (late) await world.timetable.wait(Number(late.argument) || 0);
  const together = takeFault(world, "notice_concurrent", notice.about);
  const attempts = Array.from({ length: countOf(together?.argument ?? "1") }, () => attempt(world, notice));
  let isAccepted = (await Promise.all(attempts)).includes(true);
  afterFirst?.();
  for (const wait of retryWaitsMs) {
    if (isAccepted || world.stopped.signal.aborted) break;
    await world.timetable.wait(wait);
    isAccepted = await attempt(world, notice);
  }
  const again = isAccepted ? takeFault(world, "notice_duplicate", notice.about) : null;
  for (let left = again ? countOf(again.argument) : 0; left > 0; left -= 1) await attempt(world, notice);
}

const countOf = (text: string): number => Math.max(1, Math.floor(Number(text)) || 1);

/** True when the answer was 200 or 204: the status decides, whatever the body says. */
async function attempt(world: World, notice: Notice, played: string[] = []): Promise<boolean> {
  const { kind, id, about, body, url, outTradeNo } = notice;
  const signer = signerOf(world, null);
  if (!signer || world.stopped.signal.aborted) return false;
  const { headers, faults } = signedHeaders(world, body, { signer, side: "notice", about });
  const { status } = await ask(world, {
    url,
    body,
    headers: {
      "content-type": "application/json",
      accept: "*/*",
      "user-agent": "Mozilla/4.0",
      "request-id": hex(32),
      ...headers,
    },
  });
  const accepted = status === 200 || status === 204;
  recordDelivery(world, { kind, about: outTradeNo, id, status, accepted, faults: [...played, ...faults] });
  return accepted;
}

/** What each falsification changes; the signature and the seal of the result are right. */
const falsifications: readonly [FaultName, (plain: Words) => Words][] = [
  [
    "notice_altered_amount",
    (plain) => {
      const amount = Object.entries(plain.amount as Record<string, unknown>);
      const altered = amount.map(([name, value]) => [name, typeof value === "number" ? value + 1 : value]);
      return { ...plain, amount: Object.fromEntries(altered) };
    },
  ],
  ["notice_foreign_merchant", (plain) => ({ ...plain, mchid: `18${digits(8)}` })],
  ["notice_foreign_app", (plain) => ("appid" in plain ? { ...plain, appid: `wx${hex(16)}` } : plain)],
];

/**
 * Sends a falsified notice of its own, once, before the right one. With the argument `only` the right one never
 * comes.
 */
async function sendFalsified(world: World, sending: Sending): Promise<{ isInstead: boolean }> {
  const { telling, plain, ...where } = sending;
  let isInstead = false;
  for (const [name, falsify] of falsifications) {
    const fault = takeFault(world, name, where.about);
    if (!fault) continue;
    const id = newId(world);
    await attempt(world, { ...where, id, body: bodyOf(world, id, telling, falsify(plain)) }, [name]);
    isInstead ||= fault.argument === "only";
  }
  return { isInstead };
}
