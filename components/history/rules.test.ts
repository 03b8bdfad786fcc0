import { describe, expect, it } from "vitest";
import type { Skip } from "@/lib/channels/rules";
import {
  createGenerationInput,
  failureCodes,
  type GenerationView,
  generationStatuses,
} from "@/lib/generations/schema";
import { providerErrorClasses } from "@/lib/providers/provider-error";
import messages from "@/messages/zh-CN.json";
import {
  belongs,
  durationText,
  failureCode,
  historyHref,
  mayRetry,
  parseHistoryFilter,
  reasonClass,
  reasonClasses,
  retryOrder,
  skipReason,
  skipReasons,
} from "./rules";

describe("filters", () => {
  it("reads the address, and takes anything unknown for everything", () => {
    expect(parseHistoryFilter("ended")).toBe("ended");
    expect(parseHistoryFilter("nonsense")).toBe("all");
    expect(parseHistoryFilter(null)).toBe("all");
    expect(historyHref("active")).toBe("/history?status=active");
    expect(historyHref("all")).toBe("/history");
  });

  it("puts every status under exactly one of open and ended", () => {
    for (const status of generationStatuses) {
      expect(belongs({ status }, "all")).toBe(true);
      expect(belongs({ status }, "active")).toBe(!belongs({ status }, "ended"));
    }
  });
});

it("offers a retry only where something is missing, and none for edits, whose masks are not kept", () => {
  const retried = (operation: "generate" | "inpaint") =>
    generationStatuses.filter((status) => mayRetry({ status, operation }));
  expect(retried("generate")).toEqual(["partly_succeeded", "failed", "cancelled"]);
  expect(retried("inpaint")).toEqual([]);
});

describe("a retry", () => {
  const order = {
    prompt: "a hill",
    negativePrompt: "",
    styleTags: ["ink-wash"],
    ratio: "16:9",
    tier: "2K",
    quality: "high",
    count: 3,
    model: "m",
  } as const;
  const reference = `img_${"a".repeat(26)}`;
  // Only the fields that the rule reads.
  const view = { ...order, seed: 7, referenceImageIds: [reference] } as unknown as GenerationView;

  it("orders the same with its references, and names a seed only to a model that reads one", () => {
    const same = { ...order, idempotencyKey: "12345678", references: [reference] };
    expect(retryOrder(view, { seed: true }, "12345678")).toEqual({ ...same, seed: 7 });
    expect(retryOrder(view, { seed: false }, "12345678")).toEqual(same);
    expect(createGenerationInput.safeParse(retryOrder(view, { seed: true }, "12345678")).success).toBe(true);
  });
});

describe("reasons", () => {
  it("of a vendor's failure have words, every class of them", () => {
    expect([...reasonClasses].sort()).toEqual(Object.keys(providerErrorClasses).sort());
    for (const name of reasonClasses) expect(messages.history.classes[name]).toBeTruthy();
    expect(reasonClass("brand_new_class")).toBe("other");
  });

  it("of passing a channel by have words, every one of them", () => {
    const all: Record<Skip, true> = {
      disabled: true,
      circuit_open: true,
      probing: true,
      concurrency: true,
      rate: true,
      tried: true,
    };
    expect([...skipReasons].sort()).toEqual(Object.keys(all).sort());
    for (const why of skipReasons) expect(messages.history.skips[why]).toBeTruthy();
    expect(skipReason("brand_new")).toBe("other");
  });
});

it("has words for every failure of a generation", () => {
  for (const code of failureCodes) expect(messages.history.failures[code]).toBeTruthy();
});

it("says an unknown failure in general words", () => {
  expect(failureCode("content_policy")).toBe("content_policy");
  expect(failureCode("brand_new_code")).toBe("other");
});

it.each([
  ["2026-01-01T00:00:00.000Z", "2026-01-01T00:02:05.400Z", "2:05"],
  ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.200Z", "0:00"],
  ["2026-01-01T00:00:00.000Z", null, null],
])("tells the time from %s to %s as %s", (from, to, text) => {
  expect(durationText(from, to)).toBe(text);
});
