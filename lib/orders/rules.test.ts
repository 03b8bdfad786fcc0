import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chainMoves,
  creditsToTake,
  fenOnApproval,
  isIosInWechat,
  isPaid,
  isPayable,
  isRefundable,
  mayMove,
  mismatchOf,
  nothingRefundable,
  orderMoves,
  queryDelayMs,
  refundableOfPack,
  refundDelayMs,
  refundHindrance,
  statusAfterRefund,
} from "./rules";
import { type OrderStatus, orderStatuses } from "./schema";

describe("the table of moves", () => {
  test("every status can be reached from the first, and only a full refund is the very end", () => {
    const reached = new Set(["created"]);
    for (const from of reached) for (const to of orderMoves[from as keyof typeof orderMoves]) reached.add(to);
    expect([...reached].toSorted()).toEqual([...orderStatuses].toSorted());
    expect(orderStatuses.filter((status) => orderMoves[status].length === 0)).toEqual(["refunded"]);
  });

  test("what was paid can never be unpaid again, closed or expired", () => {
    for (const from of orderStatuses.filter(isPaid))
      for (const to of orderStatuses.filter((status) => !isPaid(status)))
        expect(mayMove(from, to), `${from} to ${to}`).toBe(false);
  });

  test("an ended order is not payable, and still takes money that was already on its way", () => {
    for (const ended of ["closed", "expired"] as const) {
      expect(isPayable(ended)).toBe(false);
      expect(orderMoves[ended]).toEqual(["paid"]);
    }
  });
});

describe("a payment held against its order", () => {
  const order = {
    id: "ord_1",
    appid: "wx1",
    mchid: "10000001",
    amountFen: 2_900,
    currency: "CNY",
    openid: "o-payer",
    transactionId: null,
  };
  const payment = {
    outTradeNo: "ord_1",
    appid: "wx1",
    mchid: "10000001",
    amountFen: 2_900,
    currency: "CNY",
    payerOpenid: "o-payer",
    transactionId: "4200",
    state: "success" as const,
  };
  test.each([
    ["fits", {}, {}, null],
    ["of another merchant", {}, { mchid: "10000002" }, "merchant"],
    ["of another account", {}, { appid: "wx2" }, "account"],
    ["that was refunded since", {}, { state: "refund" as const }, null],
    ["that was revoked", {}, { state: "revoked" as const }, "state"],
    ["that is still to come", {}, { state: "notpay" as const }, "state"],
    ["a fen less", {}, { amountFen: 2_899 }, "amount"],
    ["a fen more", {}, { amountFen: 2_901 }, "amount"],
    ["without an amount", {}, { amountFen: null }, "amount"],
    ["in another currency", {}, { currency: "USD" }, "amount"],
    ["without a number", {}, { transactionId: null }, "transaction"],
    ["a second payment", { transactionId: "4199" }, {}, "transaction"],
    ["the same payment again", { transactionId: "4200" }, {}, null],
    ["from another purse", {}, { payerOpenid: "o-other" }, "payer"],
    ["from a purse that is not told", {}, { payerOpenid: null }, null],
    ["of an order for any purse", { openid: null }, { payerOpenid: "o-other" }, null],
  ])("%s", (_, orderPart, paymentPart, expected) => {
    expect(mismatchOf({ ...order, ...orderPart }, { ...payment, ...paymentPart })).toBe(expected);
  });
});

const packs = fc.record({
  credits: fc.integer({ min: 1, max: 20_000 }),
  priceFen: fc.integer({ min: 1, max: 100_000 }),
});

test("what WeChat Pay would not refund any more is not promised", () => {
  const paidAt = new Date("2026-01-01T00:00:00+08:00");
  const order = { status: "fulfilled" as const, paidAt };
  const after = (days: number) => new Date(paidAt.getTime() + days * 86_400_000);
  expect(isRefundable(order, 49, after(364))).toBe(true);
  expect(isRefundable(order, 50, after(1))).toBe(false);
  expect(isRefundable(order, 0, after(365))).toBe(false);
  expect(isRefundable({ ...order, status: "refunded" }, 0, after(1))).toBe(false);
  expect(isRefundable({ status: "paying", paidAt: null }, 0, after(1))).toBe(false);
});

test("where nothing can go back, the reason is the true one", () => {
  const paidAt = new Date("2026-01-01T00:00:00+08:00");
  const order = { status: "fulfilled" as const, paidAt };
  const after = (days: number) => new Date(paidAt.getTime() + days * 86_400_000);
  expect(nothingRefundable(order, 49, 1, after(364))).toBeNull();
  expect(nothingRefundable(order, 49, 0, after(364))).toBe("nothing_refundable");
  expect(nothingRefundable(order, 0, 0, after(365))).toBe("refund_too_late");
  expect(nothingRefundable(order, 50, 0, after(1))).toBe("refund_too_many");
  expect(nothingRefundable(order, 50, 0, after(365))).toBe("refund_too_late");
  // All of its money is back or none has come: however old it is, that is the reason.
  expect(nothingRefundable({ ...order, status: "refunded" }, 1, 0, after(400))).toBe("nothing_refundable");
  expect(nothingRefundable({ status: "expired", paidAt: null }, 0, 0, after(400))).toBe("nothing_refundable");
});

test("a refund is refused with what stands in its way", () => {
  const paidAt = new Date("2026-01-01T00:00:00+08:00");
  const order = { status: "partly_refunded" as const, paidAt };
  const after = (days: number) => new Date(paidAt.getTime() + days * 86_400_000);
  expect(refundHindrance(order, 49, after(364))).toBeNull();
  expect(refundHindrance(order, 50, after(364))).toBe("refund_too_many");
  expect(refundHindrance(order, 1, after(365))).toBe("refund_too_late");
  expect(refundHindrance({ ...order, status: "refunded" }, 1, after(1))).toBe("order_not_refundable");
  expect(refundHindrance({ status: "closed", paidAt: null }, 0, after(1))).toBe("order_not_refundable");
});

test("refunds in any pieces take back what one refund of the sum takes, and never more than the pack", () => {
  fc.assert(
    fc.property(packs, fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 20 }), (pack, pieces) => {
      let beforeFen = 0;
      let taken = 0;
      for (const piece of pieces) {
        const refundFen = Math.min(piece, pack.priceFen - beforeFen);
        if (refundFen <= 0) break;
        taken += creditsToTake({ ...pack, beforeFen, refundFen });
        beforeFen += refundFen;
      }
      if (beforeFen === 0) return;
      expect(taken).toBe(creditsToTake({ ...pack, beforeFen: 0, refundFen: beforeFen }));
      expect(taken).toBeLessThanOrEqual(pack.credits);
      if (beforeFen === pack.priceFen) expect(taken).toBe(pack.credits);
    }),
  );
});

test("what is called refundable can be refunded with the credits that are left, and a fen more cannot", () => {
  fc.assert(
    fc.property(packs, fc.nat(), fc.nat(), (pack, a, b) => {
      const beforeFen = a % pack.priceFen;
      const taken = beforeFen === 0 ? 0 : creditsToTake({ ...pack, beforeFen: 0, refundFen: beforeFen });
      const left = b % (pack.credits - taken + 1);
      const most = refundableOfPack({ ...pack, beforeFen, left });
      if (most > 0) expect(creditsToTake({ ...pack, beforeFen, refundFen: most })).toBeLessThanOrEqual(left);
      if (beforeFen + most < pack.priceFen)
        expect(creditsToTake({ ...pack, beforeFen, refundFen: most + 1 })).toBeGreaterThan(left);
    }),
  );
});

test("questions come quickly at first and never more than 40 seconds apart; refunds are followed for ever", () => {
  const waits = Array.from({ length: 60 }, (_, asked) => queryDelayMs(asked));
  expect(waits[0]).toBe(2_000);
  expect(Math.max(...waits)).toBe(40_000);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(refundDelayMs(1_000)).toBe(3_600_000);
});

test("a full refund ends an order, a part of it does not", () => {
  expect(statusAfterRefund(100, 100)).toBe("refunded");
  expect(statusAfterRefund(100, 99)).toBe("partly_refunded");
});

test.each([
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50", true],
  ["Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) MicroMessenger/8.0.50", true],
  ["Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0.50", false],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605", false],
])("%s is iOS inside WeChat: %s", (userAgent, expected) => {
  expect(isIosInWechat(userAgent)).toBe(expected);
});

test("moves of one moment are told in the order in which one led to the other", () => {
  const move = (from: OrderStatus, to: OrderStatus) => ({ from, to });
  const told = [
    move("created", "prepaying"),
    move("prepaying", "paying"),
    move("paid", "fulfilled"),
    move("paying", "paid"),
    move("fulfilled", "refunded"),
  ];
  const order = ["prepaying", "paying", "paid", "fulfilled", "refunded"];
  expect(chainMoves(told).map(({ to }) => to)).toEqual(order);
  expect(chainMoves([move("paid", "fulfilled"), move("created", "expired")]).map(({ to }) => to)).toEqual([
    "expired",
    "fulfilled",
  ]);
  expect(chainMoves([])).toEqual([]);
});

test.each([
  { name: "the buyer asked, and less is unused by now", requestedBy: "usr_1", unusedFen: 2_000, fen: 2_000 },
  { name: "the buyer asked, and more is unused by now", requestedBy: "usr_1", unusedFen: 3_000, fen: 2_900 },
  { name: "the buyer asked, and nothing is unused", requestedBy: "usr_1", unusedFen: 0, fen: 2_900 },
  { name: "an admin named the sum", requestedBy: "usr_2", unusedFen: 2_000, fen: 2_900 },
])("an approval says what it sends: $name", ({ requestedBy, unusedFen, fen }) => {
  expect(fenOnApproval({ requestedBy, userId: "usr_1", amountFen: 2_900 }, unusedFen)).toBe(fen);
});
