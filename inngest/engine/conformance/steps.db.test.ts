import { NonRetriableError } from "inngest";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newApp, settleDown, startTarget, type Target, Trace } from "./target";

const { client, named } = newApp();
const trace = new Trace();
let target: Target;

const sequence = client.createFunction(
  { id: "sequence", triggers: [{ event: named("sequence") }] },
  async ({ event, step }) => {
    trace.note("sequence body");
    const first = await step.run("first", () => {
      trace.note("sequence first");
      return { list: [1, null, "zwei 二 🎈"], nested: { deep: true } };
    });
    const second = await step.run("second", () => {
      trace.note("sequence second");
    });
    trace.note(`sequence ${event.data.tag} ${JSON.stringify(first)} ${second}`);
    return "done";
  },
);

const inLoop = client.createFunction(
  { id: "loop", triggers: [{ event: named("loop") }] },
  async ({ step }) => {
    const seen: number[] = [];
    for (let i = 0; i < 4; i += 1) seen.push(await step.run("same id", () => i * 10));
    trace.note(`loop ${seen.join(" ")}`);
  },
);

const barrier = { count: 0, open: () => {}, opened: Promise.resolve() };
barrier.opened = new Promise((resolve) => {
  barrier.open = resolve;
});

const parallel = client.createFunction(
  { id: "parallel", triggers: [{ event: named("parallel") }] },
  async ({ step }) => {
    const meet = (name: string) =>
      step.run(name, async () => {
        trace.note(`parallel ${name}`);
        barrier.count += 1;
        if (barrier.count === 3) barrier.open();
        await barrier.opened;
        return name;
      });
    const names = await Promise.all([meet("a"), meet("b"), meet("c")]);
    const after = await step.run("after", () => {
      trace.note("parallel after");
      return names.join("");
    });
    trace.note(`parallel ${after}`);
  },
);

const mixed = client.createFunction(
  { id: "mixed", triggers: [{ event: named("mixed") }] },
  async ({ step }) => {
    const chain = async () => {
      const one = await step.run("one", () => 1);
      return step.run("two", () => {
        trace.note("mixed two");
        return one + 1;
      });
    };
    const [two] = await Promise.all([chain(), step.sleep("nap", "1s")]);
    trace.note(`mixed ${two}`);
  },
);

const sleeper = client.createFunction(
  { id: "sleeper", triggers: [{ event: named("sleeper") }] },
  async ({ step }) => {
    const start = await step.run("start", () => Date.now());
    await step.sleep("nap", "1s");
    await step.sleepUntil("until", new Date(start + 2_000));
    const slept = await step.run("end", () => Date.now() - start);
    trace.note(slept >= 2_000 ? "sleeper slept" : `sleeper woke after ${slept} ms`);
  },
);

const fanOut = client.createFunction(
  { id: "fan-out", triggers: [{ event: named("fan-out") }] },
  async ({ step }) => {
    await step.sendEvent("fan", [
      { name: named("fanned"), data: { to: "red", size: 3 } },
      { name: named("fanned"), data: { to: "blue", size: 1 } },
      { name: named("fanned"), data: {} },
    ]);
    trace.note("fanned out");
  },
);

const red = client.createFunction(
  { id: "red", triggers: [{ event: named("fanned"), if: "event.data.to == 'red' && event.data.size > 2" }] },
  async () => trace.note("fanned red"),
);

const unnamed = client.createFunction(
  { id: "unnamed", triggers: [{ event: named("fanned"), if: "event.data.to == null" }] },
  async () => trace.note("fanned unnamed"),
);

const delayed = client.createFunction(
  { id: "delayed", triggers: [{ event: named("delayed") }] },
  async ({ event }) => {
    trace.note(Date.now() >= (event.ts ?? 0) ? "delayed in time" : "delayed too early");
  },
);

const failsAfterAll = client.createFunction(
  { id: "fails-in-parallel", retries: 0, triggers: [{ event: named("fails-in-parallel") }] },
  async ({ step }) => {
    const results = await Promise.allSettled([
      step.run("good", () => "good"),
      step.run("bad", () => {
        throw new NonRetriableError("bad luck");
      }),
    ]);
    trace.note(`settled ${results.map((result) => result.status).join(" ")}`);
  },
);

beforeAll(async () => {
  const functions = [
    sequence,
    inLoop,
    parallel,
    mixed,
    sleeper,
    fanOut,
    red,
    unnamed,
    delayed,
    failsAfterAll,
  ];
  target = await startTarget(client, functions);
});
afterAll(() => target.stop());

test("a finished step is never repeated and gives back exactly what it gave", async () => {
  await client.send({ name: named("sequence"), data: { tag: "T" } });
  await trace.until('sequence T {"list":[1,null,"zwei 二 🎈"],"nested":{"deep":true}} null');
  expect(trace.count("sequence first")).toBe(1);
  expect(trace.count("sequence second")).toBe(1);
  expect(trace.count("sequence body")).toBeGreaterThan(1);
});

test("a step id used several times in a loop names several steps", async () => {
  await client.send({ name: named("loop") });
  await trace.until("loop 0 10 20 30");
});

test("parallel steps execute at the same time, each once, and join", async () => {
  await client.send({ name: named("parallel") });
  await trace.until("parallel abc");
  for (const name of ["a", "b", "c", "after"]) expect(trace.count(`parallel ${name}`)).toBe(1);
});

test("a chain of steps runs beside a sleep and both are awaited", async () => {
  await client.send({ name: named("mixed") });
  await trace.until("mixed 2");
  expect(trace.count("mixed two")).toBe(1);
});

test("a sleep lasts at least as long as asked, by duration and by date", async () => {
  await client.send({ name: named("sleeper") });
  await trace.until("sleeper slept");
});

test("sent events start the functions whose condition holds, and only those", async () => {
  await client.send({ name: named("fan-out") });
  await trace.until("fanned red");
  await trace.until("fanned unnamed");
  await trace.until("fanned out");
  await settleDown();
  expect(trace.count("fanned red")).toBe(1);
  expect(trace.count("fanned unnamed")).toBe(1);
  expect(trace.count("fanned out")).toBe(1);
});

test("an event dated in the future starts its run then and not before", async () => {
  await client.send({ name: named("delayed"), ts: Date.now() + 1_500 });
  await trace.until("delayed in time");
  expect(trace.count("delayed too early")).toBe(0);
});

test("one failed step of a parallel group leaves the others' results", async () => {
  await client.send({ name: named("fails-in-parallel") });
  await trace.until("settled fulfilled rejected");
});
