import { describe, expect, it, test } from "vitest";
import type { OrderStatus, ProductView } from "@/lib/orders/schema";
import { orderStatuses } from "@/lib/orders/schema";
import {
  buyActionOf,
  h5Address,
  leftMs,
  per100Fen,
  pollDelayMs,
  remedyOf,
  resumedWant,
  shopModeOf,
  signInToBuy,
  stageOf,
  wantOf,
  wholeDays,
} from "./rules";

describe("shopModeOf", () => {
  const desktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0";
  const wechat = "Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36 MicroMessenger/8.0.60";

  it("shows a code on a desktop, goes to WeChat Pay on a phone, and leaves WeChat to the member pages", () => {
    expect(shopModeOf({ userAgent: desktop, isPhone: false, paymentsOpen: true })).toBe("native");
    expect(shopModeOf({ userAgent: "Mobile", isPhone: true, paymentsOpen: true })).toBe("h5");
    expect(shopModeOf({ userAgent: wechat, isPhone: true, paymentsOpen: true })).toBe("wechat");
  });

  it("sells nowhere without a merchant account", () => {
    for (const userAgent of [desktop, wechat])
      expect(shopModeOf({ userAgent, isPhone: false, paymentsOpen: false })).toBe("off");
  });
});

describe("pollDelayMs", () => {
  it("asks every two seconds in the first minute and every five after it", () => {
    expect(pollDelayMs("paying", 0)).toBe(2_000);
    expect(pollDelayMs("paying", 59_999)).toBe(2_000);
    expect(pollDelayMs("paying", 60_000)).toBe(5_000);
  });

  it("goes on until what was paid for is there, and stops at every end", () => {
    const open = orderStatuses.filter((status) => pollDelayMs(status, 0) !== false);
    expect(open).toEqual(["created", "prepaying", "paying", "paid"]);
    expect(pollDelayMs(undefined, 0)).toBe(2_000);
  });
});

describe("leftMs", () => {
  const order = { createdAt: "2026-03-01T00:00:00.000Z", expiresAt: "2026-03-01T00:30:00.000Z" };
  const at = (text: string) => Date.parse(text);

  it("counts down to the end of the order", () => {
    expect(leftMs(order, at("2026-03-01T00:10:00.000Z"))).toBe(20 * 60_000);
  });

  it("never shows more than an order lives", () => {
    expect(leftMs(order, at("2026-02-28T23:59:30.000Z"))).toBe(30 * 60_000);
  });

  it("says nothing where the browser's clock cannot be right", () => {
    expect(leftMs(order, at("2026-03-01T00:30:00.000Z"))).toBeNull();
    expect(leftMs(order, at("2026-03-02T00:00:00.000Z"))).toBeNull();
    expect(leftMs(order, at("2026-02-28T00:00:00.000Z"))).toBeNull();
  });
});

describe("stageOf", () => {
  const nothing = {
    status: undefined,
    hasPayment: false,
    hasBegun: false,
    hasProblem: false,
    isAway: false,
    isAsking: false,
  };
  const with_ = (seen: Partial<Parameters<typeof stageOf>[0]>) => stageOf({ ...nothing, ...seen });

  it("goes from the question to the code", () => {
    expect(with_({})).toBe("review");
    expect(with_({ hasBegun: true })).toBe("ordering");
    expect(with_({ hasBegun: true, hasPayment: true, status: "paying" })).toBe("waiting");
    expect(with_({ hasBegun: true, hasPayment: true, status: "paying", isAway: true })).toBe("returned");
    expect(with_({ isAway: true, isAsking: true, status: "paying" })).toBe("confirming");
  });

  it("claims a payment only when the server has said so, whatever the payer says", () => {
    const open: OrderStatus[] = ["created", "prepaying", "paying"];
    for (const status of open)
      for (const isAsking of [false, true])
        for (const isAway of [false, true])
          for (const hasPayment of [false, true])
            expect(with_({ status, isAsking, isAway, hasPayment })).not.toBe("paid");
    expect(with_({ status: "paid" })).toBe("confirming");
    expect(with_({ status: "fulfilled" })).toBe("paid");
  });

  it("shows what the server knows although something failed on the way", () => {
    expect(with_({ status: "fulfilled", hasProblem: true })).toBe("paid");
    expect(with_({ status: "expired", hasProblem: true })).toBe("ended");
    expect(with_({ status: "paying", hasProblem: true })).toBe("problem");
  });
});

test("a refusal leads to what helps, and anything lost is tried again", () => {
  expect(remedyOf("price_changed")).toBe("newPrice");
  expect(remedyOf("too_many_open_orders")).toBe("orders");
  expect(remedyOf("order_not_payable")).toBe("newOrder");
  expect(remedyOf("payments_off")).toBe("none");
  for (const code of ["offline", "timeout", "network", "payment_unavailable", "internal_error", undefined])
    expect(remedyOf(code)).toBe("retry");
});

test("WeChat Pay leads back to the page that asks about the order", () => {
  const address = h5Address("https://wx.tenpay.com/pay?prepay_id=wx1&package=2", {
    origin: "https://xintu.example",
    here: "/pricing",
    orderId: "ord_1",
  });
  expect(address).toBe(
    "https://wx.tenpay.com/pay?prepay_id=wx1&package=2&redirect_url=https%3A%2F%2Fxintu.example%2Fpricing%3Forder%3Dord_1",
  );
});

test("a visitor comes back to what they wanted to buy", () => {
  expect(signInToBuy("/pricing", "pro-year")).toBe("/sign-in?next=%2Fpricing%3Fbuy%3Dpro-year");
});

test("a hundred credits cost whole fen", () => {
  expect(per100Fen({ priceFen: 690, credits: 100 })).toBe(690);
  expect(per100Fen({ priceFen: 2_990, credits: 500 })).toBe(598);
  expect(per100Fen({ priceFen: 42_000, credits: 10_000 })).toBe(420);
  expect(per100Fen({ priceFen: 1_000, credits: 300 })).toBe(333);
});

test("converted time is told in whole days", () => {
  expect(wholeDays(0)).toBe(0);
  expect(wholeDays(36 * 3_600_000)).toBe(1);
});

const pro: ProductView = {
  sku: "pro-year",
  kind: "membership",
  plan: "pro",
  months: 12,
  credits: null,
  priceFen: 29_800,
};

test("buying is called what it does for the person", () => {
  expect(buyActionOf({ plan: null }, "pro")).toBe("buy");
  expect(buyActionOf(pro, null)).toBe("start");
  expect(buyActionOf(pro, "free")).toBe("start");
  expect(buyActionOf(pro, "pro")).toBe("extend");
  expect(buyActionOf(pro, "enterprise")).toBe("queue");
  expect(buyActionOf({ plan: "enterprise" }, "pro")).toBe("upgrade");
});

describe("resumedWant", () => {
  const id = "ord_01k00000000000000000000000";

  it("asks about the order that WeChat Pay leads back with", () => {
    expect(resumedWant({ order: id, buy: "pro-year" }, [pro])).toEqual({ kind: "order", id, isReturn: true });
  });

  it("asks first before it orders what an address names", () => {
    expect(resumedWant({ buy: "pro-year" }, [pro])).toEqual({
      kind: "product",
      product: pro,
      asksFirst: true,
    });
  });

  it("opens for nothing else", () => {
    expect(resumedWant({}, [pro])).toBeNull();
    expect(resumedWant({ buy: "gone" }, [pro])).toBeNull();
    expect(resumedWant({ buy: ["pro-year"] }, [pro])).toBeNull();
    expect(resumedWant({ order: "ord_../../x" }, [pro])).toBeNull();
  });
});

test("an order that was made for another way of paying is replaced, never paid twice", () => {
  const order = { id: "ord_1", product: pro, tradeType: "native" } as const;
  expect(wantOf(order, "native")).toEqual({ kind: "order", id: "ord_1", isReturn: false });
  expect(wantOf(order, "h5")).toEqual({ kind: "product", product: pro, asksFirst: true, replaces: "ord_1" });
  expect(wantOf({ ...order, tradeType: "jsapi" }, "native")).toMatchObject({
    asksFirst: false,
    replaces: "ord_1",
  });
});
