import { describe, expect, test } from "vitest";
import type { DeskOrder, DeskRefund } from "../wechat";
import type { BookedMove, BookedOrder, BookedRefund } from "./books";
import { auditOrder } from "./orders";
import { auditRefunds } from "./refunds";
import { delaysOf, runningMs } from "./times";

const AT = new Date("2026-11-22T02:00:00Z");
const later = (ms: number) => new Date(AT.getTime() + ms);

const move = (text: string, refund: string | null = null): BookedMove => {
  const [from, to] = text.split(" ") as [BookedMove["from"], BookedMove["to"]];
  return { from, to, refund, source: "query", at: later(2_000) };
};
const paidMoves = ["created prepaying", "prepaying paying", "paying paid", "paid fulfilled"].map((text) =>
  move(text),
);

const booked = (parts: Partial<BookedOrder> = {}): BookedOrder => ({
  id: "ord_1",
  userId: "usr_1",
  status: "fulfilled",
  amountFen: 690,
  refundedFen: 0,
  transactionId: "4200",
  expiresAt: later(90_000),
  closedAt: null,
  fulfilledAt: later(1_000),
  kind: "credits",
  credits: 100,
  months: null,
  granted: 100,
  terms: 0,
  told: 1,
  moves: paidMoves,
  refunds: [],
  ...parts,
});
const atDesk = (parts: Partial<DeskOrder> = {}): DeskOrder => ({
  outTradeNo: "ord_1",
  state: "SUCCESS",
  totalFen: 690,
  transactionId: "4200",
  paidAt: AT.toISOString(),
  refunds: [],
  ...parts,
});
const unpaid = booked({
  ...{ status: "closed", transactionId: null, fulfilledAt: null, granted: null, told: 0 },
  moves: ["created prepaying", "prepaying paying", "paying closed"].map((text) => move(text)),
});

describe("an order", () => {
  test("that was served once, or was closed on both sides, or never sent, keeps every promise", () => {
    expect(auditOrder(booked(), atDesk())).toEqual([]);
    expect(
      auditOrder(booked({ kind: "membership", credits: null, granted: null, terms: 1 }), atDesk()),
    ).toEqual([]);
    expect(auditOrder(unpaid, atDesk({ state: "CLOSED", transactionId: null, paidAt: null }))).toEqual([]);
    const neverSent = { ...unpaid, status: "expired" as const, moves: [move("created expired")] };
    expect(auditOrder(neverSent, undefined)).toEqual([]);
  });

  test.each<[string, BookedOrder, DeskOrder | undefined]>([
    ["paid and not served", booked({ status: "paid", moves: paidMoves.slice(0, 3) }), atDesk()],
    ["paid and closed here", unpaid, atDesk()],
    ["served twice", booked({ granted: 200 }), atDesk()],
    ["served with nothing", booked({ granted: null }), atDesk()],
    ["without a term", booked({ kind: "membership", granted: null, terms: 0 }), atDesk()],
    ["with another payment's number", booked({ transactionId: "4201" }), atDesk()],
    ["at another price", booked(), atDesk({ totalFen: 691 })],
    ["that told its person twice", booked({ told: 2 }), atDesk()],
    ["served and never paid", booked(), atDesk({ state: "CLOSED" })],
    ["closed here and payable there", unpaid, atDesk({ state: "NOTPAY" })],
    ["closed and given all the same", { ...unpaid, granted: 100 }, atDesk({ state: "CLOSED" })],
    [
      "that was paid twice",
      booked({ moves: [...paidMoves, move("closed paid"), move("paid closed")] }),
      atDesk(),
    ],
    ["that made an illegal move", booked({ moves: [move("created fulfilled")] }), atDesk()],
    ["that skipped a state", booked({ moves: paidMoves.slice(1) }), atDesk()],
  ])("%s is found", (_, order, there) => {
    expect(auditOrder(order, there)).not.toEqual([]);
  });
});

const refund = (parts: Partial<BookedRefund> = {}): BookedRefund => ({
  id: "rfd_1",
  orderId: "ord_1",
  status: "succeeded",
  amountFen: 345,
  take: { credits: 50, membershipMs: 0, forgivenCredits: 0 },
  taken: -50,
  undone: null,
  ...parts,
});
const refundThere = (parts: Partial<DeskRefund> = {}): DeskRefund => ({
  outRefundNo: "rfd_1",
  outTradeNo: "ord_1",
  refundFen: 345,
  status: "SUCCESS",
  succeededAt: later(10_000).toISOString(),
  ...parts,
});
const half = booked({
  status: "partly_refunded",
  refundedFen: 345,
  moves: [...paidMoves, move("fulfilled partly_refunded", "rfd_1")],
  refunds: [refund()],
});
const halfThere = atDesk({ state: "REFUND", refunds: [refundThere()] });
const failed = booked({ refunds: [refund({ status: "closed", undone: 50 })] });
const failedThere = atDesk({
  state: "REFUND",
  refunds: [refundThere({ status: "CLOSED", succeededAt: null })],
});

describe("a refund", () => {
  test("that is shown once, or failed and was undone, keeps every promise", () => {
    expect(auditRefunds(half, halfThere)).toEqual([]);
    expect(auditRefunds(failed, failedThere)).toEqual([]);
    expect(auditRefunds(booked(), atDesk())).toEqual([]);
  });

  test.each<[string, BookedOrder, DeskOrder]>([
    ["that nobody asked for", booked(), halfThere],
    ["that was never sent", half, atDesk()],
    ["made twice there", half, atDesk({ refunds: [refundThere(), refundThere()] })],
    ["of another sum there", half, atDesk({ refunds: [refundThere({ refundFen: 344 })] })],
    ["that failed there and succeeded here", half, failedThere],
    [
      "shown twice",
      { ...half, moves: [...half.moves, move("partly_refunded partly_refunded", "rfd_1")] },
      halfThere,
    ],
    ["not shown", { ...half, refundedFen: 0 }, halfThere],
    ["shown as whole", { ...half, status: "refunded" }, halfThere],
    ["that took no credits", { ...half, refunds: [refund({ taken: null })] }, halfThere],
    [
      "that took too few credits",
      {
        ...half,
        refunds: [refund({ taken: -1, take: { credits: 1, membershipMs: 0, forgivenCredits: 0 } })],
      },
      halfThere,
    ],
    ["that failed and was not undone", booked({ refunds: [refund({ status: "closed" })] }), failedThere],
    ["that succeeded and was undone", { ...half, refunds: [refund({ undone: 50 })] }, halfThere],
  ])("%s is found", (_, order, there) => {
    expect(auditRefunds(order, there)).not.toEqual([]);
  });
});

describe("how long something took", () => {
  const outages = [
    { fromMs: 1_000, toMs: 3_000 },
    { fromMs: 9_000, toMs: Number.POSITIVE_INFINITY },
  ];

  test("does not count when the server was away", () => {
    expect(runningMs(0, 500, outages)).toBe(500);
    expect(runningMs(0, 5_000, outages)).toBe(3_000);
    expect(runningMs(2_000, 10_000, outages)).toBe(6_000);
    expect(runningMs(5_000, 4_000, outages)).toBe(0);
  });

  test("counts from the payment, from what was brought after the end, and from the end of a refund", () => {
    const none = { deliveries: [], outages: [] };
    expect(delaysOf(half, halfThere, none).map(({ ms }) => ms)).toEqual([1_000, 0]);
    const closed = booked({ closedAt: later(-1_000), fulfilledAt: later(5_000) });
    expect(delaysOf(closed, atDesk(), none)).toEqual([]);
    const brought = { kind: "payment" as const, about: "ord_1", accepted: true, faults: [] };
    const deliveries = [{ ...brought, at: later(4_000).toISOString() }];
    expect(delaysOf(closed, atDesk(), { deliveries, outages: [] }).map(({ ms }) => ms)).toEqual([1_000]);
  });
});
