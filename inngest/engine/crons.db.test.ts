import { afterEach, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { newApp, Trace } from "./conformance/target";
import { fireCrons, readSchedules, syncSchedules } from "./crons";
import { type Engine, startEngine } from "./engine";
import { readFunctions } from "./registration";

const CRON = "TZ=Asia/Shanghai 30 3 * * *";
const { client } = newApp();
const trace = new Trace();
const nightly = client.createFunction({ id: "nightly", triggers: [{ cron: CRON }] }, async ({ event }) =>
  trace.note(`nightly ${(event.data as { cron: string }).cron} ${new Date(event.ts ?? 0).toISOString()}`),
);
const schedules = () => readSchedules(readFunctions(client, [nightly]));
const at = (text: string) => new Date(text);
let engine: Engine | undefined;

beforeEach(
  () => sql()`truncate engine_runs, engine_jobs, engine_steps, engine_events, engine_functions, engine_crons`,
);
afterEach(() => engine?.stop());

test("a schedule in Shanghai time fires at that time and runs its function once", async () => {
  await syncSchedules(sql(), schedules(), at("2026-03-01T00:00:00Z"));
  expect(await fireCrons(sql(), schedules(), at("2026-03-01T19:29:59Z"))).toBe(0);
  expect(await fireCrons(sql(), schedules(), at("2026-03-01T19:30:00Z"))).toBe(1);
  engine = await startEngine({ client, functions: [nightly] });
  await trace.until(`nightly ${CRON} 2026-03-01T19:30:00.000Z`);
});

test("a tick is started once, whichever process looks first and however often", async () => {
  await syncSchedules(sql(), schedules(), at("2026-03-01T00:00:00Z"));
  const now = at("2026-03-01T19:30:01Z");
  const fired = await Promise.all([1, 2, 3, 4].map(() => fireCrons(sql(), schedules(), now)));
  expect(fired.reduce((sum, count) => sum + count, 0)).toBe(1);
  const again = schedules();
  expect(await fireCrons(sql(), again, now)).toBe(0);
  expect(await fireCrons(sql(), again, at("2026-03-02T19:30:00Z"))).toBe(1);
});

test("of the ticks missed while nothing ran, only the latest is started", async () => {
  await syncSchedules(sql(), schedules(), at("2026-03-01T00:00:00Z"));
  expect(await fireCrons(sql(), schedules(), at("2026-03-09T02:00:00Z"))).toBe(1);
  expect(await sql()`select event from engine_runs`).toMatchObject([
    { event: { ts: at("2026-03-08T19:30:00Z").getTime() } },
  ]);
});

test("a new schedule starts nothing for the past", async () => {
  await syncSchedules(sql(), schedules(), at("2026-03-09T02:00:00Z"));
  expect(await fireCrons(sql(), schedules(), at("2026-03-09T02:00:01Z"))).toBe(0);
});

test("health tells the last tick of each schedule and the depth of the queue", async () => {
  await syncSchedules(sql(), schedules(), at("2026-03-01T00:00:00Z"));
  await sql()`insert into engine_events (id, name, payload) values ('evt_x', 'x', '{}')`;
  await sql()`
    insert into engine_jobs (id, kind, event_id, due_at, fn_id)
    values ('job_x', 'event', 'evt_x', now() - interval '1 minute', 'nobody')`;
  engine = await startEngine({ client, functions: [nightly], slots: 3 });
  const health = await engine.health();
  expect(health).toMatchObject({ queued: 1, running: 0, slots: 3 });
  expect(health.oldestDueMs).toBeGreaterThanOrEqual(60_000);
  expect(health.crons).toMatchObject([{ fnId: `${client.id}-nightly`, cron: CRON }]);
});
