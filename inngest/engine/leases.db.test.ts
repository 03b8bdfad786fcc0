import { createHash } from "node:crypto";
import type { Inngest } from "inngest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { sleep } from "@/lib/platform/time";
import { claim, type Job, LostLease } from "./claim";
import { newApp, Trace } from "./conformance/target";
import { type Engine, startEngine } from "./engine";
import type { Outcome } from "./outcome";
import { readFunctions, syncFunctions } from "./registration";
import { routeEvent } from "./routing";
import { settle } from "./settle";

let trace = new Trace();
let app = newApp();
const engines: Engine[] = [];

const start = async (options: Partial<Parameters<typeof startEngine>[0]> = {}) => {
  const engine = await startEngine({
    client: app.client,
    functions: app.client.funcs,
    pollMs: 50,
    ...options,
  });
  engines.push(engine);
  return engine;
};

beforeEach(async () => {
  trace = new Trace();
  app = newApp();
  await sql()`truncate engine_runs, engine_jobs, engine_steps, engine_events, engine_functions`;
});
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.stop())));

function make(client: Inngest.Any, retries: 0 | 1 | 2) {
  client.createFunction(
    {
      id: "fragile",
      retries,
      triggers: [{ event: app.named("fragile") }],
      onFailure: async ({ error }) => trace.note(`failed: ${error.message}`),
    },
    async ({ step, attempt }) => {
      await step.run("first", () => trace.note(`first ${attempt}`));
      await step.run("second", () => trace.note(`second ${attempt}`));
      trace.note("done");
    },
  );
}

/** Claims as a process would that then freezes or dies: its lease runs out at once, unless it gets a long one. */
async function claimAndVanish(leaseMs = 20): Promise<Job[]> {
  const functions = readFunctions(app.client, app.client.funcs).map((fn) => fn.id);
  const { jobs } = await claim(sql(), { count: 10, leaseMs, functions, limited: false });
  if (leaseMs < 100) await sleep(leaseMs + 10);
  return jobs;
}

/** Sends an event and routes it by hand, without an engine. */
async function sendAndRoute(name: string): Promise<void> {
  await syncFunctions(sql(), app.client.id, readFunctions(app.client, app.client.funcs));
  await app.client.send({ name: app.named(name) });
  for (const job of await claimAndVanish()) await routeEvent(sql(), job);
}

test("a lost lease counts as an attempt", async () => {
  make(app.client, 2);
  await sendAndRoute("fragile");
  expect((await claimAndVanish())[0]?.attempt).toBe(0);
  expect((await claimAndVanish())[0]?.attempt).toBe(1);
  await start();
  await trace.until("done");
  expect(trace.entries).toEqual(["first 2", "second 0", "done"]);
});

test("work that takes its worker down every time ends in onFailure, once", async () => {
  make(app.client, 1);
  await sendAndRoute("fragile");
  await claimAndVanish();
  await claimAndVanish();
  await start();
  await trace.until("failed: The process executing this was lost on its last attempt.");
  await sleep(200);
  expect(trace.entries).toHaveLength(1);
});

test("a planned step that takes its worker down every time can be caught by the function", async () => {
  app.client.createFunction(
    { id: "parallel", retries: 0, triggers: [{ event: app.named("parallel") }] },
    async ({ step }) => {
      const results = await Promise.allSettled([step.run("a", () => 1), step.run("b", () => 2)]);
      trace.note(results.map((result) => result.status).join(" "));
    },
  );
  await sendAndRoute("parallel");
  const [job] = await claimAndVanish(5_000);
  const hash = (id: string) => createHash("sha1").update(id).digest("hex");
  const steps = ["a", "b"].map((name) => ({ id: hash(name), name, kind: "step" as const, dueInMs: 0 }));
  if (job) await settle(sql(), job, { kind: "plan", steps }, { leaseMs: 1_000, keep: false });
  expect(await claimAndVanish()).toHaveLength(2);
  await start();
  await trace.until("rejected rejected");
});

test("the late result of a lost lease is discarded and writes nothing", async () => {
  make(app.client, 2);
  await sendAndRoute("fragile");
  const [frozen] = await claimAndVanish();
  if (!frozen) throw new Error("nothing was claimed");
  const [taken] = await claimAndVanish(5_000);
  expect(taken?.id).toBe(frozen.id);
  const outcomes: Outcome[] = [
    { kind: "memo", stepId: "first", name: "first", memo: { data: "late" } },
    { kind: "complete", output: 1 },
    { kind: "fail", error: new Error("late") },
    { kind: "plan", steps: [] },
    { kind: "retry", delayMs: 0, error: new Error("late") },
  ];
  for (const outcome of outcomes)
    await expect(settle(sql(), frozen, outcome, { leaseMs: 1_000, keep: false })).rejects.toThrow(LostLease);
  expect(await sql()`select from engine_steps`).toHaveLength(0);
  expect(await sql()`select step_count, status from engine_runs`).toMatchObject([
    { step_count: 0, status: "running" },
  ]);
});

test("the heartbeat keeps a long step from being taken by another engine", async () => {
  app.client.createFunction({ id: "slow", triggers: [{ event: app.named("slow") }] }, async ({ step }) => {
    await step.run("long", async () => {
      trace.note("slow starts");
      await sleep(1_200);
    });
    trace.note("slow done");
  });
  await start({ leaseMs: 300 });
  await start({ leaseMs: 300 });
  await app.client.send({ name: app.named("slow") });
  await trace.until("slow done");
  expect(trace.count("slow starts")).toBe(1);
});

test("a stopping engine finishes what executes, then leaves the rest of the run to others", async () => {
  app.client.createFunction(
    { id: "two", triggers: [{ event: app.named("two") }] },
    async ({ step, attempt }) => {
      await step.run("one", async () => {
        trace.note("one starts");
        await sleep(300);
      });
      await step.run("two", () => trace.note(`two ${attempt}`));
      trace.note("done");
    },
  );
  const first = await start();
  await app.client.send({ name: app.named("two") });
  await trace.until("one starts");
  await first.stop({ drainMs: 5_000 });
  expect(trace.entries).toEqual(["one starts"]);
  expect(await sql()`select lease, attempt from engine_jobs`).toMatchObject([{ lease: null, attempt: 0 }]);
  await start();
  await trace.until("done");
  expect(trace.entries).toEqual(["one starts", "two 0", "done"]);
});

test("what does not end in time is given back at once and without counting an attempt", async () => {
  app.client.createFunction({ id: "stuck", triggers: [{ event: app.named("stuck") }] }, async ({ step }) => {
    await step.run("long", async () => {
      trace.note("stuck starts");
      await sleep(700);
    });
  });
  const engine = await start();
  await app.client.send({ name: app.named("stuck") });
  await trace.until("stuck starts");
  await engine.stop({ drainMs: 50 });
  expect(await sql()`select lease, attempt from engine_jobs`).toMatchObject([{ lease: null, attempt: 0 }]);
  await sleep(800);
  expect(await sql()`select from engine_steps`).toHaveLength(0);
});

test("a process routes events to functions that only another one can execute, and leaves them to it", async () => {
  const other = newApp();
  other.client.createFunction({ id: "elsewhere", triggers: [{ event: app.named("shared") }] }, async () =>
    trace.note("executed elsewhere"),
  );
  make(app.client, 0);
  await start();
  await syncFunctions(sql(), other.client.id, readFunctions(other.client, other.client.funcs));
  await app.client.send({ name: app.named("shared") });
  await expect.poll(async () => (await sql()`select from engine_runs`).length).toBe(1);
  await sleep(200);
  expect(trace.entries).toEqual([]);
  await start({ client: other.client, functions: other.client.funcs });
  await trace.until("executed elsewhere");
});

test("losing every database connection delays the work and loses none of it", async () => {
  make(app.client, 0);
  await start();
  await sql()`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await app.client.send({ name: app.named("fragile") });
  await trace.until("done");
  expect(trace.entries).toEqual(["first 0", "second 0", "done"]);
});
