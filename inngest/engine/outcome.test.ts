import { expect, test } from "vitest";
import { canonical } from "./call";
import type { Job } from "./claim";
import { interpret, interpretLoss } from "./outcome";

const job = (parts: Partial<Job> = {}): Job => ({
  id: "job",
  kind: "run",
  runId: "run",
  fnId: "fn",
  stepId: null,
  attempt: 0,
  lease: "lease",
  event: { name: "e", data: {}, id: "evt", ts: 0 },
  eventSeq: null,
  steps: {},
  stack: [],
  ...parts,
});
const answer = (status: number, body: unknown, parts: { noRetry?: boolean; retryAfter?: string } = {}) => ({
  status,
  body,
  noRetry: parts.noRetry ?? false,
  retryAfter: parts.retryAfter ?? null,
});
const error = { name: "Error", message: "no" };
const op = (name: string, parts: object = {}) => ({ id: "s1", op: name, displayName: "step", ...parts });

test("a function's result ends the run", () => {
  expect(interpret(job(), 4, answer(200, { a: 1 }))).toEqual({ kind: "complete", output: { a: 1 } });
});

test.each([
  [
    "is tried again",
    job(),
    answer(500, error, { retryAfter: "7" }),
    { kind: "retry", delayMs: 7_000, error },
  ],
  ["is final when not retriable", job(), answer(400, error, { noRetry: true }), { kind: "fail", error }],
  ["is final on the last attempt", job({ attempt: 3 }), answer(500, error), { kind: "fail", error }],
])("a failing body %s", (_, at, given, outcome) => {
  expect(interpret(at, 4, given)).toEqual(outcome);
});

test("a step that ran is remembered; undefined becomes null", () => {
  expect(interpret(job(), 4, answer(206, [op("StepRun")]))).toEqual({
    kind: "memo",
    stepId: "s1",
    name: "step",
    memo: { data: null },
  });
});

test("a failing step is tried again until it fails for good, then its error is remembered", () => {
  const failing = answer(206, [op("StepError", { error })], { retryAfter: "2" });
  const failed = { kind: "memo", stepId: "s1", name: "step", memo: { error } };
  expect(interpret(job(), 4, failing)).toEqual({ kind: "retry", delayMs: 2_000, error });
  expect(interpret(job({ attempt: 3 }), 4, failing)).toEqual(failed);
  expect(interpret(job(), 4, answer(206, [op("StepFailed", { error })]))).toEqual(failed);
});

test("planned steps and sleeps are queued together", () => {
  const ops = [op("StepPlanned"), op("Sleep", { id: "s2", displayName: "nap", name: "1m" })];
  expect(interpret(job(), 4, answer(206, ops))).toEqual({
    kind: "plan",
    steps: [
      { id: "s1", name: "step", kind: "step", dueInMs: 0 },
      { id: "s2", name: "nap", kind: "sleep", dueInMs: 60_000 },
    ],
  });
});

test.each([
  "WaitForEvent",
  "WaitForSignal",
  "InvokeFunction",
  "Gateway",
  "AIGateway",
  "DeferAdd",
  "RunComplete",
  "New",
])("the operation %s fails the run, alone or beside known ones", (name) => {
  const failure = {
    kind: "fail",
    error: { name: "UnsupportedStep", message: expect.stringContaining(name) },
  };
  expect(interpret(job(), 4, answer(206, [op(name)]))).toEqual(failure);
  expect(interpret(job(), 4, answer(206, [op("StepPlanned"), op(name, { id: "s2" })]))).toEqual(failure);
});

test.each([
  ["an empty list", []],
  ["no list", { a: 1 }],
  ["another step than asked for", [op("StepRun", { id: "other" })]],
  ["several steps where one was asked for", [op("StepRun"), op("StepRun", { id: "s2" })]],
])("%s from a planned step is a protocol error", (_, body) => {
  const planned = job({ kind: "step", stepId: "s1" });
  expect(interpret(planned, 4, answer(206, body))).toMatchObject({
    kind: "fail",
    error: { name: "ProtocolError" },
  });
});

test("a call that was not answered counts; the last one fails the planned step or the run", () => {
  expect(interpretLoss(job(), 4, error)).toMatchObject({ kind: "retry" });
  expect(interpretLoss(job({ attempt: 3 }), 4, error)).toEqual({ kind: "fail", error });
  const planned = job({ kind: "step", stepId: "s1", attempt: 3 });
  expect(interpretLoss(planned, 4, error)).toMatchObject({ kind: "memo", memo: { error } });
});

test("canonical JSON sorts keys by UTF-16 units and writes values as JSON does", () => {
  const value = {
    b: [1.0, 1e21, -0, null],
    a: { "\u20ac": 1, "\ud83d\ude00": 2, "\ufb33": 3 },
    text: "a\u0000\n",
  };
  expect(canonical(value)).toBe(
    '{"a":{"\u20ac":1,"\ud83d\ude00":2,"\ufb33":3},"b":[1,1e+21,0,null],"text":"a\\u0000\\n"}',
  );
});
