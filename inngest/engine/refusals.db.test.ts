import { afterEach, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { newApp, Trace } from "./conformance/target";
import { type Engine, startEngine } from "./engine";
import { storeEvents } from "./events";
import { prune } from "./runs";

let trace = new Trace();
let app = newApp();
let engine: Engine | undefined;

const start = async () => {
  engine = await startEngine({ client: app.client, functions: app.client.funcs });
};

beforeEach(async () => {
  trace = new Trace();
  app = newApp();
  await sql()`truncate engine_runs, engine_jobs, engine_steps, engine_events, engine_functions`;
});
afterEach(async () => {
  await engine?.stop();
  engine = undefined;
});

const onFailure = async ({ error }: { error: Error }) => trace.note(`${error.name}: ${error.message}`);
const failures = () => trace.entries.join("\n");

test("step.waitForEvent fails the run with a message that names it", async () => {
  app.client.createFunction(
    { id: "waits", retries: 5, onFailure, triggers: [{ event: app.named("go") }] },
    async ({ step }) => {
      await step.waitForEvent("payment", { event: "orders/paid", timeout: "1h" });
    },
  );
  await start();
  await app.client.send({ name: app.named("go") });
  await expect.poll(failures).toMatch(/UnsupportedStep: .*WaitForEvent of step "payment"/);
});

test("step.invoke beside a known step fails the run before any of them executes", async () => {
  const target = app.client.createFunction(
    { id: "target", triggers: [{ event: app.named("x") }] },
    async () => {},
  );
  app.client.createFunction(
    { id: "invokes", onFailure, triggers: [{ event: app.named("go") }] },
    async ({ step }) => {
      await Promise.all([
        step.run("known", () => trace.note("known ran")),
        step.invoke("other", { function: target, data: {} }),
      ]);
    },
  );
  await start();
  await app.client.send({ name: app.named("go") });
  await expect.poll(failures).toMatch(/UnsupportedStep: .*InvokeFunction/);
  expect(trace.count("known ran")).toBe(0);
});

test("race mode fails the run with a message that names it", async () => {
  app.client.createFunction(
    { id: "races", onFailure, triggers: [{ event: app.named("go") }] },
    async ({ step, group }) => {
      await group.parallel({ mode: "race" }, () =>
        Promise.race([step.run("a", () => 1), step.run("b", () => 2)]),
      );
    },
  );
  await start();
  await app.client.send({ name: app.named("go") });
  await expect.poll(failures).toMatch(/UnsupportedStep: .*parallel mode "race"/);
});

test("a run whose memory passes 32 MB fails and keeps what it had", async () => {
  app.client.createFunction(
    { id: "hoards", retries: 0, onFailure, triggers: [{ event: app.named("go") }] },
    async ({ step, runId }) => {
      await step.run("nearly", async () => {
        await sql()`update engine_runs set state_bytes = ${32 * 1024 * 1024 - 100} where id = ${runId}`;
      });
      await step.run("over", () => "x".repeat(200));
    },
  );
  await start();
  await app.client.send({ name: app.named("go") });
  await expect.poll(failures).toMatch(/LimitExceeded: .*32 MB/);
  expect(await sql()`select from engine_steps where name = 'nearly'`).toHaveLength(1);
  expect(await sql()`select from engine_steps where name = 'over'`).toHaveLength(0);
});

test("results with NUL characters and lone surrogates come back as they were", async () => {
  const odd = "a\u0000b\ud800c";
  app.client.createFunction(
    { id: "odd", triggers: [{ event: app.named("go") }] },
    async ({ event, step }) => {
      const back = await step.run("odd", () => odd);
      trace.note(String(back === odd && event.data.text === odd));
    },
  );
  await start();
  await app.client.send({ name: app.named("go"), data: { text: odd } });
  await trace.until("true");
});

test("an event id triggers again once its 24 hours are over", async () => {
  const event = { name: app.named("go"), id: "same" };
  const [first] = await storeEvents(sql(), [event], null);
  expect(await storeEvents(sql(), [event], null)).toEqual([first]);
  await sql()`update engine_events set received_at = now() - interval '25 hours'`;
  const [later] = await storeEvents(sql(), [event], null);
  expect(later).not.toBe(first);
  expect(await sql()`select from engine_jobs`).toHaveLength(2);
});

test("a repeated send with the same seed stores nothing twice", async () => {
  const events = [{ name: app.named("go") }, { name: app.named("go") }];
  const ids = await storeEvents(sql(), events, "seed");
  expect(await storeEvents(sql(), events, "seed")).toEqual(ids);
  expect(await sql()`select from engine_jobs`).toHaveLength(2);
});

test("retention deletes what ended or arrived over a week ago, and nothing that is still to do", async () => {
  const [routed] = await storeEvents(sql(), [{ name: app.named("old") }], null);
  await sql()`delete from engine_jobs where event_id = ${routed ?? ""}`;
  await storeEvents(sql(), [{ name: app.named("waiting") }], null);
  await sql()`update engine_events set received_at = now() - interval '8 days'`;
  await sql()`
    insert into engine_runs (id, fn_id, event, status, ended_at, created_at) values
      ('run_ended', 'f', '{}', 'completed', now() - interval '8 days', now() - interval '9 days'),
      ('run_recent', 'f', '{}', 'completed', now() - interval '6 days', now() - interval '9 days'),
      ('run_running', 'f', '{}', 'running', null, now() - interval '30 days')`;
  await sql()`insert into engine_steps (run_id, id, name, position, memo) values ('run_ended', 's', 's', 1, '{}')`;
  expect(await prune(sql())).toBe(2);
  expect(await sql()`select id from engine_runs order by id`).toMatchObject([
    { id: "run_recent" },
    { id: "run_running" },
  ]);
  expect(await sql()`select name from engine_events`).toMatchObject([{ name: app.named("waiting") }]);
  expect(await sql()`select from engine_steps`).toHaveLength(0);
});
