import { desc, eq } from "drizzle-orm";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { auditLog, engineEvents } from "@/db/schema";
import { adminActor, testContext, userActor } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { env } from "@/lib/platform/env";
import { listFailedRuns } from "./failed";
import { findJob, listJobs } from "./read";
import { requestJob } from "./request";

const now = new Date("2026-03-01T12:00:00Z");
const NIGHTLY = "TZ=Asia/Shanghai 40 3 * * *";
let adminId: string;
let auditor: ReturnType<typeof testContext<ReturnType<typeof userActor>>>;
const admin = (at = now) => testContext(adminActor(adminId), at);

beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  auditor = testContext(userActor((await insertUser({ role: "auditor" })).id, "free", "auditor"), now);
});
beforeEach(async () => {
  await sql()`truncate engine_runs, engine_jobs, engine_steps, engine_events, engine_functions, engine_crons`;
  await db().delete(auditLog);
  const functions = [
    ["xintu-purge-trash", { crons: [NIGHTLY] }],
    ["xintu-run-generation", { crons: [] }],
    ["xintu-run-generation-failure", { crons: [] }],
  ] as const;
  for (const [id, config] of functions)
    await sql()`insert into engine_functions (id, app_id, events, config)
      values (${id}, 'xintu', '{}', ${JSON.stringify(config)}::text::json)`;
  await sql()`insert into engine_functions (id, app_id, events, config) values ('other-x', 'other', '{}', '{}')`;
});
afterEach(() => {
  env().INNGEST_BASE_URL = undefined;
});

interface Run {
  fn?: string;
  status?: string;
  started: string;
  ended?: string;
  event?: string;
}
let made = 0;
async function insertRun({ fn = "purge-trash", status = "completed", started, ended, event }: Run) {
  made += 1;
  const name = { name: event ?? "inngest/scheduled.timer" };
  const error = status === "failed" ? { name: "Error", message: "the disk is full" } : null;
  const output = status === "completed" ? { removed: 3 } : null;
  await sql()`insert into engine_runs (id, fn_id, event, status, created_at, ended_at, error, output)
    values (${`run_${made}`}, ${`xintu-${fn}`}, ${JSON.stringify(name)}::text::json, ${status},
      ${started}::text::timestamptz, ${ended ?? null}::text::timestamptz,
      ${error && JSON.stringify(error)}::text::json, ${output && JSON.stringify(output)}::text::json)`;
}

describe("listJobs", () => {
  test("shows every function with its clock, its last run, its failures and what waits for it", async () => {
    await insertRun({ started: "2026-02-28T19:40:00Z", ended: "2026-02-28T19:40:05Z" });
    const failed = { status: "failed", started: "2026-03-01T02:00:00Z", ended: "2026-03-01T02:00:09Z" };
    await insertRun({ ...failed, event: "platform/job.requested" });
    await insertRun({
      ...{ started: "2026-02-21T00:00:00Z", ended: "2026-02-21T00:00:01Z" },
      status: "failed",
    });
    await insertRun({ fn: "run-generation", status: "running", started: "2026-03-01T11:59:00Z", event: "x" });
    await sql()`insert into engine_crons values ('xintu-purge-trash', ${NIGHTLY}, '2026-02-28T19:40:00Z')`;
    await sql()`insert into engine_jobs (id, kind, run_id, fn_id, due_at)
      select 'job_1', 'run', id, fn_id, '2026-03-01T11:59:30Z' from engine_runs where fn_id = 'xintu-run-generation'`;
    const found = await listJobs({ ctx: auditor });
    expect(found).toMatchObject({
      isOnServer: false,
      queued: { value: 1, isMore: false },
      oldestDueMs: 30_000,
    });
    expect(found.jobs.map(({ id }) => id)).toEqual(["purge-trash", "run-generation"]);
    expect(found.jobs[0]).toMatchObject({
      crons: [NIGHTLY],
      lastTick: "2026-02-28T19:40:00.000Z",
      nextTick: "2026-03-01T19:40:00.000Z",
      lastRun: { state: "failed", by: "panel", durationMs: 9_000, result: "the disk is full" },
      failures: 1,
      running: 0,
      queued: 0,
      oldestDueMs: null,
    });
    expect(found.jobs[1]).toMatchObject({
      ...{ crons: [], nextTick: null, failures: 0, running: 1, queued: 1, oldestDueMs: 30_000 },
      lastRun: { state: "running", by: "event", endedAt: null, durationMs: null, result: null },
    });
  });

  test("says when an Inngest server keeps the history, and shows the clock all the same", async () => {
    env().INNGEST_BASE_URL = "http://inngest.example:8288";
    const found = await listJobs({ ctx: auditor });
    expect(found.isOnServer).toBe(true);
    expect(found.jobs[0]?.nextTick).toBe("2026-03-01T19:40:00.000Z");
  });

  test("one job has its last runs, newest first; one that does not exist is null", async () => {
    await insertRun({ started: "2026-02-27T19:40:00Z", ended: "2026-02-27T19:40:05Z" });
    await insertRun({ started: "2026-02-28T19:40:00Z", ended: "2026-02-28T19:40:07Z" });
    const job = await findJob({ ctx: auditor, input: { id: "purge-trash" } });
    expect(job?.runs.map(({ durationMs }) => durationMs)).toEqual([7_000, 5_000]);
    expect(job?.runs[0]?.result).toBe('{"removed":3}');
    expect(await findJob({ ctx: auditor, input: { id: "nothing" } })).toBeNull();
    expect(await findJob({ ctx: auditor, input: { id: "';--" } })).toBeNull();
  });

  test("is for those who may read the panel", async () => {
    const person = testContext(userActor((await insertUser()).id, "enterprise"));
    await expect(listJobs({ ctx: person })).rejects.toMatchObject({ status: 403 });
    await expect(findJob({ ctx: person, input: { id: "purge-trash" } })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("listFailedRuns", () => {
  const list = async (input: Parameters<typeof listFailedRuns>[0]["input"]) =>
    listFailedRuns({ ctx: auditor, input });
  const failed = (fn: string, ended: string) =>
    insertRun({ fn, status: "failed", started: "2026-02-28T00:00:00Z", ended });

  test("shows what failed of all jobs or of one, newest first, page by page, and why", async () => {
    await failed("purge-trash", "2026-02-28T15:59:59Z");
    await failed("run-generation", "2026-02-28T16:00:00Z");
    await failed("purge-trash", "2026-02-28T16:00:00Z");
    await failed("gone-since", "2026-03-01T11:00:00Z");
    await insertRun({ started: "2026-03-01T11:30:00Z", ended: "2026-03-01T11:30:01Z" });
    const everything = (await list({})).items;
    expect(everything[0]).toMatchObject({ job: "gone-since", state: "failed", result: "the disk is full" });
    expect(everything).toHaveLength(4);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 1, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(everything.map(({ id }) => id));
    const ended = (rows: readonly { endedAt: string | null }[]) => rows.map(({ endedAt }) => endedAt);
    const own = ["2026-02-28T16:00:00.000Z", "2026-02-28T15:59:59.000Z"];
    expect(ended((await list({ job: "purge-trash" })).items)).toEqual(own);
  });

  test("is cut into days of Shanghai, or into the hours that the figures count", async () => {
    await failed("purge-trash", "2026-02-28T15:59:59Z");
    await failed("purge-trash", "2026-02-28T16:00:00Z");
    await failed("purge-trash", "2026-03-01T16:00:00Z");
    const ends = async (input: Parameters<typeof list>[0]) =>
      (await list(input)).items.map(({ endedAt }) => endedAt);
    const first = "2026-02-28T16:00:00.000Z";
    expect(await ends({ from: "2026-03-01", to: "2026-03-01" })).toEqual([first]);
    expect(await ends({ to: "2026-02-28" })).toEqual(["2026-02-28T15:59:59.000Z"]);
    expect(await ends({ hours: 20 })).toEqual(["2026-03-01T16:00:00.000Z", first]);
  });

  test("is for those who may read the panel, and takes no cursor of another list", async () => {
    const person = testContext(userActor((await insertUser()).id, "enterprise"));
    await expect(listFailedRuns({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
    await expect(list({ cursor: "bm8" })).rejects.toMatchObject({ status: 400 });
  });
});

describe("requestJob", () => {
  const ask = (at?: Date) => requestJob({ ctx: admin(at), input: { id: "purge-trash" } });
  const events = () => db().$count(engineEvents, eq(engineEvents.name, "platform/job.requested"));
  const refused = { ok: false, reason: "job_running" };

  test("sends one event for the job, and stands in the audit log", async () => {
    expect(await ask()).toEqual({ requested: "purge-trash" });
    const [event] = await db().select().from(engineEvents);
    expect(event?.payload).toMatchObject({ name: "platform/job.requested", data: { job: "purge-trash" } });
    const [line] = await db().select().from(auditLog).orderBy(desc(auditLog.id));
    expect(line).toMatchObject({
      ...{ action: "jobs.run-now", subjectId: "purge-trash", actorId: adminId },
      before: { isRunning: false },
      after: { isRunning: true },
    });
  });

  test("says in the audit log how the job's last run went", async () => {
    await insertRun({ started: "2026-02-27T19:40:00Z", ended: "2026-02-27T19:40:05Z" });
    await insertRun({ status: "failed", started: "2026-02-28T19:40:00Z", ended: "2026-02-28T19:40:09Z" });
    await ask();
    const [line] = await db().select().from(auditLog);
    expect(line?.before).toEqual({
      ...{ isRunning: false, lastRun: "failed", lastRunAt: "2026-02-28T19:40:00.000Z" },
    });
    expect(line?.after).toEqual({ isRunning: true, lastRun: "asked", lastRunAt: now.toISOString() });
  });

  test("repeats safely: many presses at once start it once, later it can be asked again", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask()));
    expect(answers.filter((answer) => "requested" in answer)).toHaveLength(1);
    expect(await ask()).toEqual(refused);
    expect(await events()).toBe(1);
    expect(await db().$count(auditLog)).toBe(1);
    expect(await ask(new Date(now.getTime() + 11_000))).toEqual({ requested: "purge-trash" });
    expect(await events()).toBe(2);
  });

  test("is refused while the job runs, for an auditor, and for what no clock starts", async () => {
    await insertRun({ status: "running", started: "2026-03-01T11:59:00Z" });
    expect(await ask()).toEqual(refused);
    const input = { id: "purge-trash" };
    await expect(requestJob({ ctx: auditor, input })).rejects.toMatchObject({ status: 403 });
    for (const id of ["run-generation", "nothing"])
      await expect(requestJob({ ctx: admin(), input: { id } })).rejects.toMatchObject({ status: 404 });
    expect(await events()).toBe(0);
  });
});
