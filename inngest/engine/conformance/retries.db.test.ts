import { NonRetriableError, RetryAfterError, StepError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newApp, settleDown, startTarget, type Target, Trace } from "./target";

const { client, named } = newApp();
const trace = new Trace();
let target: Target;

/** The shortest delay that the server grants. */
const soon = (message: string) => new RetryAfterError(message, 1_000);

const stepRetries = client.createFunction(
  { id: "step-retries", retries: 3, triggers: [{ event: named("step-retries") }] },
  async ({ step, attempt }) => {
    await step.run("before", () => trace.note("step-retries before"));
    await step.run("flaky", () => {
      trace.note(`step-retries flaky ${attempt}`);
      if (attempt < 2) throw soon("not yet");
    });
    await step.run("after", () => trace.note(`step-retries after ${attempt}`));
    trace.note("step-retries done");
  },
);

const bodyRetries = client.createFunction(
  { id: "body-retries", retries: 2, triggers: [{ event: named("body-retries") }] },
  async ({ step, attempt }) => {
    await step.run("once", () => trace.note("body-retries once"));
    trace.note(`body-retries body ${attempt}`);
    if (attempt < 1) throw soon("not yet");
    trace.note("body-retries done");
  },
);

const gives = client.createFunction(
  {
    id: "gives-up",
    retries: 1,
    triggers: [{ event: named("gives-up") }],
    onFailure: async ({ error, event, step }) => {
      await step.run("clean up", () =>
        trace.note(`gave up: ${error.message} for ${event.data.event.data.tag}`),
      );
      trace.note(`gave up as ${event.data.function_id}`);
    },
  },
  async ({ step }) => {
    await step.run("hopeless", () => {
      trace.note("gives-up tries");
      throw soon("hopeless");
    });
  },
);

const parallelRetries = client.createFunction(
  { id: "parallel-retries", retries: 2, triggers: [{ event: named("parallel-retries") }] },
  async ({ step }) => {
    const count = { good: 0, flaky: 0 };
    const [, flaky] = await Promise.all([
      step.run("good", () => {
        trace.note("parallel-retries good");
        return count.good;
      }),
      step.run("flaky", () => {
        trace.note("parallel-retries flaky");
        if (trace.count("parallel-retries flaky") < 3) throw soon("not yet");
        return "at last";
      }),
    ]);
    trace.note(`parallel-retries ${flaky}`);
  },
);

const nonRetriable = client.createFunction(
  {
    id: "non-retriable",
    retries: 5,
    triggers: [{ event: named("non-retriable") }],
    onFailure: async ({ error }) => trace.note(`refused: ${error.message}`),
  },
  async ({ step }) => {
    await step.run("policy", () => {
      trace.note("non-retriable tries");
      throw new NonRetriableError("against the policy");
    });
  },
);

const bodyNonRetriable = client.createFunction(
  {
    id: "body-non-retriable",
    retries: 5,
    triggers: [{ event: named("body-non-retriable") }],
    onFailure: async ({ error }) => trace.note(`body refused: ${error.message}`),
  },
  async () => {
    trace.note("body-non-retriable tries");
    throw new NonRetriableError("no");
  },
);

const catches = client.createFunction(
  { id: "catches", retries: 0, triggers: [{ event: named("catches") }] },
  async ({ step }) => {
    try {
      await step.run("fails", () => {
        throw new TypeError("broken");
      });
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      await step.run("instead", () => trace.note(`caught ${error.message}`));
    }
    trace.note("catches done");
  },
);

const failsToFail = client.createFunction(
  {
    id: "fails-to-fail",
    retries: 0,
    triggers: [{ event: named("fails-to-fail") }],
    onFailure: async ({ attempt }) => {
      trace.note(`fails-to-fail handler ${attempt}`);
      throw soon("the handler fails as well");
    },
  },
  async () => {
    throw new Error("first failure");
  },
);

beforeAll(async () => {
  const functions = [stepRetries, bodyRetries, gives, parallelRetries];
  target = await startTarget(client, [...functions, nonRetriable, bodyNonRetriable, catches, failsToFail]);
});
afterAll(() => target.stop());

test("a failing step is tried again after the time it asks for; finished steps are not", async () => {
  await client.send({ name: named("step-retries") });
  await trace.until("step-retries done");
  expect(trace.entries.filter((entry) => entry.startsWith("step-retries"))).toEqual([
    "step-retries before",
    "step-retries flaky 0",
    "step-retries flaky 1",
    "step-retries flaky 2",
    "step-retries after 0",
    "step-retries done",
  ]);
});

test("a failing body is tried again with its finished steps remembered", async () => {
  await client.send({ name: named("body-retries") });
  await trace.until("body-retries done");
  expect(trace.count("body-retries once")).toBe(1);
  expect(trace.count("body-retries body 0")).toBe(1);
  expect(trace.count("body-retries body 1")).toBe(1);
});

test("retries: 1 makes two attempts, then onFailure runs once with the error and the event", async () => {
  await client.send({ name: named("gives-up"), data: { tag: "T" } });
  await trace.until(`gave up as ${client.id}-gives-up`);
  await settleDown();
  expect(trace.count("gives-up tries")).toBe(2);
  expect(trace.count("gave up: hopeless for T")).toBe(1);
  expect(trace.count(`gave up as ${client.id}-gives-up`)).toBe(1);
});

test("a parallel step is tried again on its own", async () => {
  await client.send({ name: named("parallel-retries") });
  await trace.until("parallel-retries at last");
  expect(trace.count("parallel-retries good")).toBe(1);
  expect(trace.count("parallel-retries flaky")).toBe(3);
});

test("NonRetriableError in a step or in the body fails the run at once", async () => {
  await client.send([{ name: named("non-retriable") }, { name: named("body-non-retriable") }]);
  await trace.until("refused: against the policy");
  await trace.until("body refused: no");
  expect(trace.count("non-retriable tries")).toBe(1);
  expect(trace.count("body-non-retriable tries")).toBe(1);
});

test("a step's final failure can be caught and the run goes on", async () => {
  await client.send({ name: named("catches") });
  await trace.until("catches done");
  expect(trace.count("caught broken")).toBe(1);
});

test("an onFailure that fails has two attempts and starts no failure of its own", async () => {
  await client.send({ name: named("fails-to-fail") });
  await trace.until("fails-to-fail handler 1");
  await settleDown();
  expect(trace.entries.filter((entry) => entry.startsWith("fails-to-fail handler"))).toHaveLength(2);
});
