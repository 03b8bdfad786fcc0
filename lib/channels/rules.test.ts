import { describe, expect, it } from "vitest";
import { type Circuit, circuitAfter, orderChannels, whyNot } from "./rules";

const now = new Date("2026-11-21T08:00:00Z");
const closed: Circuit = { circuit: "closed", circuitReason: null, circuitUntil: null, circuitOpens: 0 };
const minutes = (circuit: Circuit) => ((circuit.circuitUntil?.getTime() ?? 0) - now.getTime()) / 60_000;

describe("the circuit", () => {
  it.each(["auth", "quota_exhausted"] as const)("opens at once on %s and says why", (outcome) => {
    const after = circuitAfter(closed, outcome, [outcome], now);
    expect(after).toMatchObject({ circuit: "open", circuitReason: outcome, circuitOpens: 1 });
    expect(minutes(after)).toBe(10);
  });

  it("opens on error rate only after five calls of which half failed", () => {
    const failing = (...recent: string[]) => circuitAfter(closed, "provider_error", recent, now).circuit;
    expect(failing("provider_error", "provider_error", "provider_error", "provider_error")).toBe("closed");
    expect(failing("provider_error", "delivered", "rate_limited", "delivered", "unknown_outcome")).toBe(
      "open",
    );
    expect(failing("provider_error", "delivered", "delivered", "delivered", "provider_error")).toBe("closed");
  });

  it.each(["content_policy", "invalid_request", "not_found_or_expired"] as const)(
    "does not count %s against the channel",
    (outcome) => {
      expect(circuitAfter(closed, outcome, Array(9).fill(outcome), now)).toEqual(closed);
    },
  );

  it("opens for longer each time that a probe fails, and closes with a delivery", () => {
    const half: Circuit = { ...closed, circuit: "half_open", circuitOpens: 2 };
    expect(minutes(circuitAfter(half, "provider_error", [], now))).toBe(2);
    expect(minutes(circuitAfter({ ...half, circuitOpens: 20 }, "auth", [], now))).toBe(30);
    expect(circuitAfter(half, "delivered", [], now)).toEqual(closed);
    expect(circuitAfter(half, "content_policy", [], now)).toEqual(closed);
  });

  it("is opened once by one key that is refused, however many calls were under way, and not closed by them", () => {
    const open = circuitAfter(closed, "auth", ["auth"], now);
    expect(circuitAfter(open, "auth", ["auth", "auth"], now)).toBe(open);
    expect(circuitAfter(open, "delivered", ["delivered", "auth"], now)).toBe(open);
    const overloaded = { ...open, circuitReason: "provider_error" };
    expect(minutes(circuitAfter(overloaded, "auth", [], now))).toBe(20);
  });

  it("is left as it is by what we ended ourselves", () => {
    const open: Circuit = { ...closed, circuit: "open", circuitOpens: 1 };
    expect(circuitAfter(open, "closed", [], now)).toBe(open);
  });
});

describe("whyNot", () => {
  const channel = { ...closed, isEnabled: true, maxConcurrent: 2, maxPerMinute: 3 };
  const later = new Date(now.getTime() + 1);
  it.each([
    [channel, { open: 1, openHere: 1, lastMinute: 2 }, null],
    [channel, { open: 2, openHere: 0, lastMinute: 2 }, "concurrency"],
    [channel, { open: 0, openHere: 0, lastMinute: 3 }, "rate"],
    [{ ...channel, isEnabled: false }, { open: 0, openHere: 0, lastMinute: 0 }, "disabled"],
    [
      { ...channel, circuit: "open" as const, circuitUntil: later },
      { open: 0, openHere: 0, lastMinute: 0 },
      "circuit_open",
    ],
    [
      { ...channel, circuit: "open" as const, circuitUntil: now },
      { open: 0, openHere: 0, lastMinute: 0 },
      null,
    ],
    [{ ...channel, circuit: "half_open" as const }, { open: 1, openHere: 1, lastMinute: 1 }, "probing"],
  ])("%# tells the reason", (given, load, reason) => {
    expect(whyNot(given, load, now)).toBe(reason);
  });
});

describe("orderChannels", () => {
  const channels = [
    { id: "a", position: 1, weight: 100 },
    { id: "b", position: 0, weight: 30 },
    { id: "c", position: 0, weight: 90 },
  ];
  it("asks lower positions first and gives the same order for the same key", () => {
    const order = orderChannels(channels, "key");
    expect(order.at(-1)?.id).toBe("a");
    expect(orderChannels([...channels].reverse(), "key")).toEqual(order);
  });

  it("draws among equals in proportion to their weights", () => {
    const first = Array.from({ length: 4_000 }, (_, n) => orderChannels(channels, `key-${n}`)[0]?.id);
    const share = first.filter((id) => id === "c").length / first.length;
    expect(share).toBeGreaterThan(0.71);
    expect(share).toBeLessThan(0.79);
  });
});
