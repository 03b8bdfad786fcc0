import { afterAll, beforeAll, expect, test } from "vitest";
import { newApp, settleDown, startTarget, type Target, Trace } from "./target";

const { client, named } = newApp();
const trace = new Trace();
let target: Target;

const counted = client.createFunction(
  { id: "counted", triggers: [{ event: named("counted") }] },
  async ({ event }) => trace.note(`counted ${event.data.n} ${event.id}`),
);

const cancellable = client.createFunction(
  {
    id: "cancellable",
    triggers: [{ event: named("long") }],
    cancelOn: [{ event: named("stop"), match: "data.job" }],
    onFailure: async () => trace.note("cancellable failed"),
  },
  async ({ event, step }) => {
    await step.run("start", () => trace.note(`started ${event.data.job}`));
    await step.sleep("wait", "2s");
    await step.run("end", () => trace.note(`ended ${event.data.job}`));
  },
);

const conditional = client.createFunction(
  {
    id: "conditional",
    triggers: [{ event: named("conditional") }],
    cancelOn: [{ event: named("halt"), if: "async.data.job == event.data.job && async.data.level >= 3" }],
  },
  async ({ event, step }) => {
    await step.run("start", () => trace.note(`conditional started ${event.data.job}`));
    await step.sleep("wait", "2s");
    trace.note(`conditional ended ${event.data.job}`);
  },
);

const onCancelled = client.createFunction(
  {
    id: "on-cancelled",
    triggers: [
      { event: "inngest/function.cancelled", if: `event.data.function_id == '${client.id}-cancellable'` },
      { event: "inngest/function.cancelled", if: `event.data.function_id == '${client.id}-conditional'` },
    ],
  },
  async ({ event }) => {
    const original = (event.data as { event?: { data?: { job?: string } } }).event;
    trace.note(`cancelled ${original?.data?.job}`);
  },
);

const tooLarge = client.createFunction(
  {
    id: "too-large",
    retries: 3,
    triggers: [{ event: named("too-large") }],
    onFailure: async () => trace.note("too large failed"),
  },
  async ({ step }) => {
    await step.run("huge", () => {
      trace.note("too large tries");
      return "x".repeat(4 * 1024 * 1024 + 1);
    });
  },
);

const tooMany = client.createFunction(
  {
    id: "too-many",
    retries: 0,
    triggers: [{ event: named("too-many") }],
    onFailure: async () => trace.note("too many failed"),
  },
  async ({ step }) => {
    await Promise.all(
      Array.from({ length: 1_001 }, (_, i) => step.run(`step ${i}`, () => trace.note("too many ran"))),
    );
  },
);

beforeAll(async () => {
  target = await startTarget(client, [counted, cancellable, conditional, onCancelled, tooLarge, tooMany]);
});
afterAll(() => target.stop());

test("an event id triggers once within 24 hours, also within one send", async () => {
  const id = named("same-id");
  const event = { name: named("counted"), id, data: { n: 1 } };
  await client.send([event, event]);
  await client.send(event);
  await trace.until(`counted 1 ${id}`);
  await settleDown();
  expect(trace.count(`counted 1 ${id}`)).toBe(1);
});

test("events without an id are all different", async () => {
  await client.send([1, 2, 2].map((n) => ({ name: named("counted"), data: { n: `free ${n}` } })));
  await settleDown();
  expect(trace.entries.filter((entry) => entry.startsWith("counted free"))).toHaveLength(3);
});

test("a matching event cancels a sleeping run, tells so once, and is not a failure", async () => {
  await client.send([
    { name: named("long"), data: { job: "A" } },
    { name: named("long"), data: { job: "B" } },
  ]);
  await trace.until("started A");
  await trace.until("started B");
  await client.send({ name: named("stop"), data: { job: "A" } });
  await trace.until("cancelled A");
  await trace.until("ended B");
  await settleDown();
  expect(trace.count("ended A")).toBe(0);
  expect(trace.count("cancelled A")).toBe(1);
  expect(trace.count("cancelled B")).toBe(0);
  expect(trace.count("cancellable failed")).toBe(0);
});

test("a cancellation sent right behind its trigger is not lost", async () => {
  const jobs = Array.from({ length: 10 }, (_, i) => `quick ${i}`);
  for (const job of jobs) {
    await client.send({ name: named("long"), data: { job } });
    await client.send({ name: named("stop"), data: { job } });
  }
  for (const job of jobs) await trace.until(`cancelled ${job}`);
  expect(trace.entries.filter((entry) => entry.startsWith("ended quick"))).toEqual([]);
});

test("a delayed run can be cancelled before it starts", async () => {
  await client.send({ name: named("long"), data: { job: "later" }, ts: Date.now() + 3_600_000 });
  await settleDown();
  await client.send({ name: named("stop"), data: { job: "later" } });
  await trace.until("cancelled later");
  expect(trace.count("started later")).toBe(0);
});

test("a cancellation's condition sees the run's event and the new one", async () => {
  await client.send({ name: named("conditional"), data: { job: "C" } });
  await client.send({ name: named("conditional"), data: { job: "D" } });
  await trace.until("conditional started C");
  await trace.until("conditional started D");
  await client.send({ name: named("halt"), data: { job: "C", level: 3 } });
  await client.send({ name: named("halt"), data: { job: "D", level: 2 } });
  await trace.until("cancelled C");
  await trace.until("conditional ended D");
  expect(trace.count("conditional ended C")).toBe(0);
});

test("a step output over 4 MB fails the run without another attempt", async () => {
  await client.send({ name: named("too-large") });
  await trace.until("too large failed");
  expect(trace.count("too large tries")).toBe(1);
});

test("more than 1,000 steps fail the run", async () => {
  await client.send({ name: named("too-many") });
  await trace.until("too many failed");
  expect(trace.count("too many ran")).toBe(0);
});

test("an event over 512 KB and one in the reserved name space are refused", async () => {
  await expect(
    client.send({ name: named("counted"), data: { n: "x".repeat(512 * 1024) } }),
  ).rejects.toThrow();
  await expect(client.send({ name: "inngest/function.failed", data: { n: "forged" } })).rejects.toThrow();
});
