import { describe, expect, test } from "vitest";
import type { OrderView } from "@/lib/orders/schema";
import { orderStatuses } from "@/lib/orders/schema";
import { businessDay } from "@/lib/platform/time";
import {
  daysAndHours,
  hasOpenRefund,
  isMoving,
  isReceipt,
  ledgerLine,
  mayAskForRefund,
  nextExpiry,
  phaseOf,
  qrPath,
  yuan,
} from "./rules";

test.each([
  [0, "¥0.00"],
  [1, "¥0.01"],
  [690, "¥6.90"],
  [2_900, "¥29.00"],
  [129_800, "¥1298.00"],
  [100_000_001, "¥1000000.01"],
  [-1_050, "-¥10.50"],
])("%i fen is written as %s", (fen, text) => {
  expect(yuan(fen)).toBe(text);
});

describe("the phase of an order", () => {
  const now = new Date("2026-10-05T04:00:00Z");
  const later = "2026-10-05T04:10:00.000Z";

  test.each(["created", "prepaying", "paying"] as const)(
    "%s is unpaid, and being confirmed for who comes back from paying or too late",
    (status) => {
      expect(phaseOf({ status, expiresAt: later }, { isReturning: false, now })).toBe("unpaid");
      expect(phaseOf({ status, expiresAt: later }, { isReturning: true, now })).toBe("confirming");
      const past = { status, expiresAt: now.toISOString() };
      expect(phaseOf(past, { isReturning: false, now })).toBe("confirming");
    },
  );

  test.each([
    ["paid", "delivering"],
    ["fulfilled", "done"],
    ["partly_refunded", "partlyRefunded"],
    ["refunded", "refunded"],
    ["closed", "closed"],
    ["expired", "expired"],
  ] as const)("%s is %s, whoever comes from where", (status, phase) => {
    for (const isReturning of [true, false])
      expect(phaseOf({ status, expiresAt: later }, { isReturning, now })).toBe(phase);
  });

  test("only what waits for our server or for its delivery moves by itself", () => {
    const phases = orderStatuses.map((status) =>
      phaseOf({ status, expiresAt: later }, { isReturning: true, now }),
    );
    expect([...new Set(phases.filter(isMoving))]).toEqual(["confirming", "delivering"]);
  });

  test("an amount is a receipt exactly when money came in", () => {
    const receipts = orderStatuses.filter((status) => isReceipt({ status }));
    expect(receipts).toEqual(["paid", "fulfilled", "partly_refunded", "refunded"]);
  });
});

test("a refund is open until it has succeeded or was closed", () => {
  const refund = (status: OrderView["refunds"][number]["status"]): Pick<OrderView, "refunds"> => ({
    refunds: [
      {
        id: "rfd_1",
        amountFen: 1,
        status,
        reason: "r",
        createdAt: "2026-10-05T00:00:00Z",
        succeededAt: null,
      },
    ],
  });
  expect(hasOpenRefund({ refunds: [] })).toBe(false);
  expect(hasOpenRefund(refund("processing"))).toBe(true);
  expect(hasOpenRefund(refund("abnormal"))).toBe(true);
  expect(hasOpenRefund(refund("succeeded"))).toBe(false);
  expect(hasOpenRefund(refund("closed"))).toBe(false);
});

test("money can be asked for where some came in and is not all back, one request at a time", () => {
  const orderOf = (
    status: OrderView["status"],
    state?: NonNullable<OrderView["refundRequest"]>["state"],
  ): Pick<OrderView, "status" | "refundRequest"> => ({
    status,
    refundRequest: state ? { amountFen: 1, state, createdAt: "2026-10-05T00:00:00Z" } : null,
  });
  const open = orderStatuses.filter((status) => mayAskForRefund(orderOf(status)));
  expect(open).toEqual(["paid", "fulfilled", "partly_refunded"]);
  expect(mayAskForRefund(orderOf("fulfilled", "open"))).toBe(false);
  expect(mayAskForRefund(orderOf("fulfilled", "declined"))).toBe(true);
  expect(mayAskForRefund(orderOf("partly_refunded", "approved"))).toBe(true);
});

describe("what expires next", () => {
  const grant = (expiresAt: string | null, amount: number) => ({
    expiresAt,
    amount,
    source: "membership" as const,
  });

  test("is nothing without an expiry", () => {
    expect(nextExpiry([], businessDay)).toBeNull();
    expect(nextExpiry([grant(null, 500)], businessDay)).toBeNull();
  });

  test("is the sum of the first day in Shanghai", () => {
    const found = nextExpiry(
      [
        grant("2026-10-05T16:30:00Z", 30),
        grant("2026-10-05T15:59:00Z", 20),
        grant("2026-10-05T01:00:00Z", 10),
        grant(null, 500),
      ],
      businessDay,
    );
    expect(found).toEqual({ amount: 30, at: new Date("2026-10-05T01:00:00Z") });
  });
});

describe("a movement of credits", () => {
  const entry = { available: 0, reserved: 0, reason: null };

  test("of a grant names its source", () => {
    expect(ledgerLine({ ...entry, kind: "grant", reason: "purchase" })).toEqual({
      kind: "source",
      source: "purchase",
    });
    expect(ledgerLine({ ...entry, kind: "grant", reason: "membership pro" })).toEqual({
      kind: "source",
      source: "membership",
    });
    for (const reason of ["something", "purchase was charged twice", "membership did not start"])
      expect(ledgerLine({ ...entry, kind: "grant", reason })).toEqual({ kind: "grant", reason: null });
  });

  test("of a settled generation says what was held less what came back", () => {
    expect(ledgerLine({ kind: "settle", reason: null, available: 1, reserved: -4 })).toEqual({
      kind: "settled",
      count: 3,
    });
  });

  test("tells an upgrade from a refund", () => {
    expect(ledgerLine({ ...entry, kind: "revoke", reason: "upgrade" })).toEqual({ kind: "upgraded" });
    expect(ledgerLine({ ...entry, kind: "grant", reason: "refund closed" })).toEqual({ kind: "restored" });
  });

  test("shows the words of an admin and of nobody else", () => {
    expect(ledgerLine({ ...entry, kind: "adjust", reason: "补偿" })).toEqual({
      kind: "adjust",
      reason: "补偿",
    });
    for (const reason of ["order ord_1", "refund", "upgrade of somebody"])
      expect(ledgerLine({ ...entry, kind: "revoke", reason })).toEqual({ kind: "revoke", reason: null });
  });
});

test("a length of time is whole days and the whole hours left", () => {
  expect(daysAndHours(0)).toEqual({ days: 0, hours: 0 });
  expect(daysAndHours(90 * 60_000)).toEqual({ days: 0, hours: 1 });
  expect(daysAndHours(3 * 86_400_000 + 86_399_999)).toEqual({ days: 3, hours: 23 });
});

test("the path of a QR code covers exactly its dark modules", () => {
  expect(
    qrPath([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe("M0 0h2v1H0zM3 0h1v1H3zM1 2h3v1H1z");
});
