import { describe, expect, test } from "vitest";
import { failureCodes, type GenerationStatus, type GenerationView } from "@/lib/generations/schema";
import { providerErrorClasses } from "@/lib/providers/provider-error";
import messages from "@/messages/zh-CN.json";
import { clockText } from "./clock-text";
import { aheadOf } from "./line";
import { failureCode, outcomeOf } from "./outcome";

const generation = (id: string, status: GenerationStatus, change: Partial<GenerationView> = {}) =>
  ({
    id,
    status,
    count: 4,
    deliveredCount: 0,
    images: [],
    errorCode: null,
    receipt: null,
    ...change,
  }) as unknown as GenerationView; // Only the fields that these rules read.

const pictures = (...ordinals: number[]) =>
  ordinals.map((ordinal) => ({ ordinal })) as GenerationView["images"];

test("what waits counts the living ones before it and not the ended ones", () => {
  const feed = [
    generation("new", "queued"),
    generation("done", "succeeded"),
    generation("old", "queued"),
    generation("run", "running"),
  ];
  expect(["new", "old", "run", "unknown"].map((id) => aheadOf(feed, id))).toEqual([2, 1, 0, 0]);
});

describe("how a generation ended", () => {
  test("is unknown while it lives", () => {
    expect(outcomeOf(generation("a", "running"))).toBeNull();
  });

  test("tells charge, return and what is missing of a partial delivery", () => {
    const partly = generation("a", "partly_succeeded", {
      deliveredCount: 3,
      images: pictures(0, 1, 3),
      errorCode: "content_policy",
      receipt: { reserved: 4, charged: 3, returned: 1 },
    });
    expect(outcomeOf(partly)).toEqual({
      kind: "partly_succeeded",
      charged: 3,
      returned: 1,
      missing: 1,
      removed: 0,
      failure: "content_policy",
      retry: false,
    });
  });

  test("tells deleted pictures apart from missing ones", () => {
    const done = generation("a", "succeeded", { deliveredCount: 4, images: pictures(1) });
    expect(outcomeOf(done)).toMatchObject({ missing: 0, removed: 3, failure: null, retry: false });
  });

  test.each([
    ["failed", "provider_error", true],
    ["failed", "content_policy", false],
    ["failed", "invalid_request", false],
    ["cancelled", null, true],
    ["succeeded", null, false],
  ] as const)("%s by %s offers the same order again: %s", (status, errorCode, retry) => {
    expect(outcomeOf(generation("a", status, { errorCode }))?.retry).toBe(retry);
  });
});

test("every class of provider failure has words and advice, and unknown codes have some too", () => {
  for (const errorClass of Object.keys(providerErrorClasses))
    expect(failureCode(errorClass)).toBe(errorClass);
  expect(failureCode("something new")).toBe("provider_error");
  for (const code of failureCodes) {
    expect(messages.create.failure[code]).toBeTruthy();
    expect(messages.create.advice[code]).toBeTruthy();
  }
});

test.each([
  [-5, "0:00"],
  [9_999, "0:09"],
  [61_000, "1:01"],
  [3_600_000, "1:00:00"],
])("%i ms read as %s", (elapsedMs, text) => {
  expect(clockText(elapsedMs)).toBe(text);
});
