import { and, eq, gte, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import {
  auditLog,
  platformFigures,
  requestDays,
  requestHours,
  requestLog,
  requestSums,
  userDays,
} from "@/db/schema";
import { adminActor, testContext } from "@/db/testing";
import { insertUser } from "@/db/testing-users";
import { type Engine, startEngine } from "@/inngest/engine/engine";
import { newId } from "@/lib/platform/ids";
import { businessDay, sleep } from "@/lib/platform/time";
import { findJob, listJobs } from "@/lib/stats/jobs/read";
import { requestJob } from "@/lib/stats/jobs/request";
import { listLogDays } from "@/lib/stats/requests/prepare";
import { addDays, bucketOf, HOURS_KEPT_DAYS, LOG_DAYS_AHEAD, LOG_KEPT_DAYS } from "@/lib/stats/rules";
import type { JobRunView } from "@/lib/stats/schema";
import { prepareRequestLog } from "./prepare-request-log";
import { rollUpFigures } from "./roll-up-figures";
import { rollUpRequests } from "./roll-up-requests";

const DAY_MS = 86_400_000;
const ROUTE = "/api/v1/of-this-test";
let engine: Engine;
let adminId: string;
beforeAll(async () => {
  adminId = (await insertUser({ role: "admin" })).id;
  engine = await startEngine({ functions: [prepareRequestLog, rollUpRequests, rollUpFigures], pollMs: 50 });
});
afterAll(() => engine.stop({ drainMs: 5_000 }));
beforeEach(() =>
  db().execute(sql`truncate request_log, request_hours, request_days, request_sums, user_days`),
);

const asAdmin = () => testContext(adminActor(adminId));
const ago = (ms: number) => new Date(Date.now() - ms);
const utcDay = (at: Date) => at.toISOString().slice(0, 10);

const log = (at: Date, parts: Partial<typeof requestLog.$inferInsert> = {}) =>
  db()
    .insert(requestLog)
    .values({
      ...{ at, requestId: newId("request"), method: "GET", route: ROUTE, client: "web", status: 200 },
      ...{ durationMs: 10, bytesOut: 100, ...parts },
    });

async function untilSome<T>(look: () => Promise<T | null | undefined>): Promise<T> {
  for (let turn = 0; turn < 900; turn += 1) {
    const found = await look();
    if (found) return found;
    await sleep(100);
  }
  throw new Error("it did not come to pass");
}

/** Presses "run now", once the clock's own run is over, and waits for the end of the run that came of it. */
async function runNow(id: string): Promise<JobRunView> {
  const runsByPanel = async () =>
    (await findJob({ ctx: asAdmin(), input: { id } }))?.runs.filter(({ by }) => by === "panel") ?? [];
  const before = new Set((await runsByPanel()).map((run) => run.id));
  await untilSome(async () => "requested" in (await requestJob({ ctx: asAdmin(), input: { id } })));
  return untilSome(async () =>
    (await runsByPanel()).find((run) => !before.has(run.id) && run.state !== "running"),
  );
}

async function expectFinished(id: string, result: RegExp): Promise<void> {
  const run = await runNow(id);
  expect(run).toMatchObject({ state: "completed", by: "panel", result: expect.stringMatching(result) });
  expect(run.durationMs).not.toBeNull();
  const shown = (await listJobs({ ctx: asAdmin() })).jobs.find((job) => job.id === id);
  expect(shown?.crons).toHaveLength(1);
  expect(shown).toMatchObject({ failures: 0, nextTick: expect.any(String) });
  expect(shown?.lastRun).not.toBeNull();
  const asked = and(eq(auditLog.action, "jobs.run-now"), eq(auditLog.subjectId, id));
  expect(await db().$count(auditLog, and(asked, eq(auditLog.actorId, adminId)))).toBe(1);
}

describe("asked for in the panel, under the embedded engine", () => {
  test("the request log gets its days, what came before its day moves there, and what is too old goes", async () => {
    const stray = ago(3 * DAY_MS);
    await log(stray);
    await log(ago((LOG_KEPT_DAYS + 2) * DAY_MS));
    const hour = { route: ROUTE, method: "GET", client: "web", status: 200, count: 1, totalMs: 1 };
    const tooOld = ago((HOURS_KEPT_DAYS + 2) * DAY_MS);
    await db()
      .insert(requestHours)
      .values({ ...hour, hour: tooOld, buckets: [1] });
    await db()
      .insert(userDays)
      .values({ day: utcDay(tooOld), userId: adminId });
    const today = utcDay(new Date());
    await expectFinished("prepare-request-log", /"made":\[/);
    const days = await listLogDays();
    expect(days).toEqual(
      expect.arrayContaining([
        utcDay(stray),
        ...Array.from({ length: LOG_DAYS_AHEAD + 1 }, (_, n) => addDays(today, n)),
      ]),
    );
    const rows = await db().execute<{ name: string }>(
      sql`select tableoid::regclass::text as name from request_log`,
    );
    expect([...rows]).toEqual([{ name: `request_log_${utcDay(stray).replaceAll("-", "")}` }]);
    expect([await db().$count(requestHours), await db().$count(userDays)]).toEqual([0, 0]);
  });

  test("requests of a month are rolled up over as many steps as it takes, by hour, day and person", async () => {
    const [old, fresh] = [ago(20 * DAY_MS), new Date()];
    await log(old, { durationMs: 8 });
    await log(fresh, { userId: adminId });
    await log(fresh, { status: 409, errorCode: "conflict" });
    await expectFinished("roll-up-requests", /^\{"rows":\d+\}$/);
    const hours = await db().select().from(requestHours).where(eq(requestHours.route, ROUTE));
    expect(hours.map(({ status, count }) => [status, count]).sort()).toEqual([
      ...[
        [200, 1],
        [200, 1],
      ],
      [409, 1],
    ]);
    const daysOfRoute = await db().select().from(requestDays).where(eq(requestDays.route, ROUTE));
    expect(daysOfRoute.map(({ day }) => day)).toEqual(
      expect.arrayContaining([businessDay(old), businessDay(fresh)]),
    );
    const sums = await db().select().from(requestSums).where(eq(requestSums.key, ROUTE));
    expect(
      sums.map(({ day, kind, count, refused, errors }) => ({ day, kind, count, refused, errors })),
    ).toEqual(
      expect.arrayContaining([
        { day: businessDay(old), kind: "route", count: 1, refused: 0, errors: 0 },
        { day: businessDay(fresh), kind: "route", count: 2, refused: 1, errors: 0 },
      ]),
    );
    expect(sums).toHaveLength(2);
    expect(sums.find(({ day }) => day === businessDay(old))?.buckets).toEqual(
      Array.from({ length: bucketOf(8) + 1 }, (_, bucket) => (bucket === bucketOf(8) ? 1 : 0)),
    );
    const kinds = await db().selectDistinct({ kind: requestSums.kind }).from(requestSums);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["all", "client", "hour", "route", "status"]);
    expect(await db().select().from(userDays)).toEqual([{ day: businessDay(fresh), userId: adminId }]);
  });

  test("the figures of today are there", async () => {
    const day = businessDay(new Date());
    await expectFinished("roll-up-figures", /^\{"days":\d+\}$/);
    const [figure] = await db()
      .select({ value: platformFigures.value })
      .from(platformFigures)
      .where(and(eq(platformFigures.figure, "users.total"), gte(platformFigures.day, day)));
    expect(figure?.value).toBeGreaterThanOrEqual(1);
  });
});

test("a job that fails ends as a failed run that says why, and the next press runs it again", async () => {
  const id = "roll-up-figures";
  // A table that is away stands for any failure that repeating does not mend.
  await db().execute(sql`alter table platform_figures rename to platform_figures_away`);
  let failed: JobRunView;
  try {
    failed = await runNow(id);
  } finally {
    await db().execute(sql`alter table platform_figures_away rename to platform_figures`);
  }
  expect(failed).toMatchObject({ state: "failed", by: "panel", result: expect.stringMatching(/\S/) });
  const shown = (await listJobs({ ctx: asAdmin() })).jobs.find((job) => job.id === id);
  expect(shown?.failures).toBeGreaterThanOrEqual(1);
  expect((await runNow(id)).state).toBe("completed");
  // The engine waits up to a minute before it tries again, and the clock's own run, should it strike meanwhile, as long.
}, 300_000);
