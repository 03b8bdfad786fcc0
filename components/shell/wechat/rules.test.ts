import { expect, test } from "vitest";
import { bindingStates } from "@/lib/bindings/schema";
import { codeStageOf, isWaiting } from "./rules";

const stage = (state: (typeof bindingStates)[number] | undefined) =>
  codeStageOf({ state, hasCode: true, hasProblem: false });

test("every state of a session is shown, and none that is over shows its code", () => {
  expect(bindingStates.map(stage)).toEqual([
    "pending",
    "scanned",
    "bound",
    "refused",
    "expired",
    "expired",
    "bound",
  ]);
  expect(stage(undefined)).toBe("pending");
});

test("a code that is not there yet, or failed, is not shown", () => {
  expect(codeStageOf({ state: undefined, hasCode: false, hasProblem: false })).toBe("preparing");
  for (const state of bindingStates)
    expect(codeStageOf({ state, hasCode: true, hasProblem: true })).toBe("problem");
});

test("a page asks only while something can still happen", () => {
  expect([undefined, ...bindingStates].filter(isWaiting)).toEqual([undefined, "pending", "scanned"]);
});
