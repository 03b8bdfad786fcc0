import { describe, expect, it } from "vitest";
import {
  type GenerationDetailView,
  outputWarnings,
  type TimelineEntryView,
  timelineKinds,
} from "@/lib/generations/schema";
import { operations } from "@/lib/providers/model-capabilities";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";
import { FOLD_ABOVE, foldSteps, type Step, stepsOf } from "./steps";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
type Kind = TimelineEntryView["kind"];
const entry = (kind: Kind, second: number, data: TimelineEntryView["data"] = {}, part = 0) => ({
  kind,
  data,
  part,
  at: at(second),
});
type Attempt = GenerationDetailView["attempts"][number];
const attempt = (ordinal: number, change: Partial<Attempt> = {}): Attempt => ({
  ordinal,
  provider: "openai",
  part: 0,
  state: "finished",
  cause: "first",
  errorClass: null,
  submittedAt: at(ordinal * 10),
  finishedAt: at(ordinal * 10 + 5),
  ...change,
});
const view = (
  timeline: TimelineEntryView[],
  attempts: Attempt[],
  change: Partial<GenerationDetailView> = {},
) =>
  ({
    status: "succeeded",
    createdAt: at(0),
    finishedAt: at(59),
    timeline,
    attempts,
    ...change,
  }) as unknown as GenerationDetailView; // Only the fields that these rules read.
const told = (steps: readonly Step[]) =>
  steps.map(({ kind, data }) => (data.attempt === undefined ? kind : `${kind} ${data.attempt}`));

describe("a timeline", () => {
  it("tells a failover once, by the decisions, though the orders know of it too", () => {
    const decisions = [
      entry("channel_skipped", 9, { channel: "a", why: "concurrency" }),
      entry("channel_chosen", 10, { channel: "b", attempt: 1, cause: "first" }),
      entry("refused", 11, { attempt: 1, errorClass: "auth" }),
      entry("circuit_opened", 11, { errorClass: "auth" }),
      entry("failover", 20, { channel: "c", attempt: 2, cause: "failover" }),
      entry("accepted", 21, { attempt: 2 }),
      entry("delivered", 25, { attempt: 2, count: 4, of: 4, refused: null }),
    ];
    const orders = [attempt(1, { state: "rejected" }), attempt(2, { cause: "failover" })];
    expect(told(stepsOf(view(decisions, orders)))).toEqual([
      "created",
      "channel_skipped",
      "channel_chosen 1",
      "refused 1",
      "circuit_opened",
      "failover 2",
      "accepted 2",
      "delivered 2",
      "finished",
    ]);
  });

  it("says by the order itself what it was sent to where no channel was chosen", () => {
    const decisions = [entry("accepted", 11, { attempt: 1 }), entry("delivered", 15, { attempt: 1 })];
    const steps = stepsOf(view(decisions, [attempt(1, { provider: "sketch" })]));
    expect(told(steps)).toEqual(["created", "sent 1", "accepted 1", "delivered 1", "finished"]);
    expect(steps[1]?.data.vendor).toBe("sketch");
  });

  it("is made of the orders alone where there are no decisions", () => {
    const orders = [attempt(1, { state: "rejected" }), attempt(2)];
    expect(told(stepsOf(view([], orders)))).toEqual([
      "created",
      "sent 1",
      "attemptState 1",
      "sent 2",
      "attemptState 2",
      "finished",
    ]);
  });

  it("keeps the server's order of what happened in one moment, and what has no time before the end", () => {
    const decisions = [entry("channels_busy", 10), entry("channel_chosen", 10, { attempt: 1 })];
    const orders = [attempt(1, { state: "not_sent", submittedAt: null, finishedAt: null })];
    expect(told(stepsOf(view(decisions, orders)))).toEqual([
      "created",
      "channels_busy",
      "channel_chosen 1",
      "attemptState 1",
      "finished",
    ]);
  });

  it("tells what the platform did afterwards behind the end", () => {
    const decisions = [entry("delivered", 15, { attempt: 1 }), entry("refunded", 99, { credits: 4 })];
    const steps = stepsOf(view(decisions, [attempt(1, { provider: "sketch" })]));
    expect(steps.slice(-2).map(({ kind }) => kind)).toEqual(["finished", "refunded"]);
  });

  it("has no end while the generation lives", () => {
    expect(told(stepsOf(view([], [], { status: "running", finishedAt: null })))).toEqual(["created"]);
  });

  it("names batches only where there are several", () => {
    const one = [entry("accepted", 10, { attempt: 1 })];
    expect(stepsOf(view(one, [attempt(1)])).map(({ part }) => part)).toEqual([null, null, null, null]);
    const two = [...one, entry("accepted", 11, { attempt: 2 }, 1)];
    const parts = stepsOf(view(two, [attempt(1), attempt(2, { part: 1 })])).filter(
      ({ kind }) => kind === "accepted",
    );
    expect(parts.map(({ part }) => part)).toEqual([0, 1]);
  });
});

it("folds a long timeline in its middle and loses nothing", () => {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, index): Step => {
      return { key: String(index), kind: "accepted", at: at(index), part: null, data: {} };
    });
  expect(foldSteps(steps(FOLD_ABOVE))).toMatchObject({ folded: [], tail: [] });
  const { head, folded, tail } = foldSteps(steps(30));
  expect([head.length, folded.length, tail.length]).toEqual([4, 22, 4]);
  expect([...head, ...folded, ...tail]).toEqual(steps(30));
});

it("has a sentence in both languages for every decision, operation and difference", () => {
  for (const { history, create } of [zh, en]) {
    for (const kind of timelineKinds) expect(history.timeline[kind]).toBeTruthy();
    for (const operation of operations) expect(create.operations[operation]).toBeTruthy();
    for (const warning of outputWarnings) expect(create.warnings[warning]).toBeTruthy();
  }
});
