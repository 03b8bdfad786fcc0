import { describe, expect, it } from "vitest";
import type { CheckView } from "@/lib/moderation/schema";
import { publicationStates } from "../schema";
import { canAppeal, concludeChecks, nextState, publicationMoves, submitRefusal } from "./moves";

describe("nextState", () => {
  const legal: Record<string, string> = {
    "private submit": "pending",
    "pending withdraw": "private",
    "public withdraw": "private",
    "pending approve": "public",
    "pending reject": "rejected",
    "public take_down": "taken_down",
    "rejected appeal": "pending",
    "taken_down appeal": "pending",
    "taken_down reinstate": "public",
  };
  it.each(publicationStates.flatMap((state) => publicationMoves.map((move) => [state, move] as const)))(
    "of %s by %s is what the table says, or nothing",
    (state, move) => {
      expect(nextState(state, move)).toBe(legal[`${state} ${move}`] ?? null);
    },
  );
});

describe("canAppeal", () => {
  it.each(publicationStates)("of %s depends on a decision and on earlier appeals", (state) => {
    const decided = state === "rejected" || state === "taken_down";
    expect(canAppeal({ state, appealedAt: null })).toBe(decided);
    expect(canAppeal({ state, appealedAt: new Date() })).toBe(false);
  });
});

describe("submitRefusal", () => {
  it.each([
    ["private", false, 1, null],
    ["private", false, 0, "too_many"],
    ["private", true, 1, "in_trash"],
    ["pending", false, 1, "already"],
    ["public", false, 0, "already"],
    ["rejected", false, 1, "rejected"],
    ["taken_down", false, 1, "taken_down"],
    ["taken_down", true, 1, "in_trash"],
  ] as const)("of %s, in the trash %s, with %s places: %s", (state, isInTrash, slots, refusal) => {
    expect(submitRefusal({ state, isInTrash }, slots)).toBe(refusal);
  });
});

describe("concludeChecks", () => {
  const said = (text: string): CheckView[] =>
    text
      .split(" ")
      .filter(Boolean)
      .map((part) => {
        const [kind = "prompt", checker = "words", verdict = "pass", category] = part.split(":");
        const reasons = category ? [{ category }] : [];
        return { kind, checker, verdict, reasons } as CheckView;
      });
  it.each([
    ["", { to: "person" }],
    ["prompt:words:pass", { to: "person" }],
    ["image:bailian:pass", { to: "person" }],
    ["prompt:words:pass image:bailian:pass", { to: "public" }],
    ["prompt:openai:pass image:openai:pass image:bailian:pass", { to: "public" }],
    ["prompt:words:review image:openai:pass", { to: "person" }],
    ["prompt:words:pass prompt:openai:unavailable image:openai:pass", { to: "person" }],
    ["prompt:words:pass image:openai:pass image:bailian:unavailable", { to: "person" }],
    ["prompt:words:pass image:openai:review", { to: "person" }],
    ["prompt:words:block:other image:openai:pass", { to: "rejected", reason: "other" }],
    ["prompt:words:pass image:openai:block:sexual", { to: "rejected", reason: "sexual" }],
    ["prompt:words:review image:bailian:block:privacy", { to: "rejected", reason: "privacy" }],
    ["prompt:words:unavailable image:openai:block", { to: "rejected", reason: "other" }],
  ] as const)("of [%s] is %j", (checks, conclusion) => {
    expect(concludeChecks(said(checks), { appealed: false })).toEqual(conclusion);
    expect(concludeChecks(said(checks), { appealed: true })).toEqual({ to: "person" });
  });

  it("leaves words that are only to be kept out to a person where no word list has seen them", () => {
    const vendors = said("prompt:openai:pass image:bailian:pass");
    expect(concludeChecks(vendors, { appealed: false, unwanted: true })).toEqual({ to: "person" });
    const both = [...said("prompt:words:pass"), ...vendors];
    expect(concludeChecks(both, { appealed: false, unwanted: true })).toEqual({ to: "public" });
  });
});
