import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { requestDays, requestHours, requestLog, userDays } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import type { AnsweredRequest } from "@/lib/platform/process/request-sink";
import { addDays, bucketOf, LOG_DAYS_AHEAD, LOG_KEPT_DAYS } from "../rules";
import { listLogDays, prepareRequestLog } from "./prepare";
import { bucketSql, rollUpRequests } from "./roll-up";
import { RequestWriter } from "./writer";

/** Half past midnight of the 22nd in Shanghai, and half past four of the 21st in UTC. */
const NOW = new Date("2026-11-21T16:30:00.000Z");
const job = (now = NOW) => testContext(jobActor(), now);

let made = 0;
const request = (at: string, parts: Partial<AnsweredRequest> = {}): AnsweredRequest => {
  made += 1;
  return {
    at: new Date(at),
    requestId: `req_${made}`,
    method: "GET",
    route: "/api/v1/me",
    client: "web",
    userId: null,
    status: 200,
    errorCode: null,
    durationMs: 10,
    bytesOut: 100,
    ...parts,
  };
};

async function log(...rows: AnsweredRequest[]): Promise<void> {
  const writer = new RequestWriter();
  for (const row of rows) writer.take(row);
  await writer.flush();
}

async function rollUp(now = NOW): Promise<void> {
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpRequests({ ctx: job(now), input: { from } })).next;
}

const partitionOf = async (id: string) => {
  const [row] = await db().execute<{ name: string }>(
    sql`select tableoid::regclass::text as name from request_log where request_id = ${id}`,
  );
  return row?.name;
};

beforeEach(async () => {
  await db().execute(sql`truncate request_log, request_hours, request_days, request_sums, user_days`);
});

describe("preparing the log", () => {
  test("makes today's partition and those of the next days, once, also when two try at the same time", async () => {
    const both = await Promise.all([1, 2].map(() => prepareRequestLog({ ctx: job() })));
    expect(both.flatMap(({ made: days }) => days)).toHaveLength(LOG_DAYS_AHEAD + 1);
    expect(await listLogDays()).toEqual(
      Array.from({ length: LOG_DAYS_AHEAD + 1 }, (_, n) => addDays("2026-11-21", n)),
    );
    expect(await prepareRequestLog({ ctx: job() })).toEqual({ made: [], dropped: [] });
    await log(request("2026-11-21T23:59:59.999Z"), request("2026-11-22T00:00:00Z"));
    expect(await partitionOf(`req_${made - 1}`)).toBe("request_log_20261121");
    expect(await partitionOf(`req_${made}`)).toBe("request_log_20261122");
  });

  test("moves rows that came before their partition, and keeps those of no day it makes", async () => {
    await log(request("2026-11-19T10:00:00Z"), request("2027-06-01T00:00:00Z"));
    const [early, late] = [`req_${made - 1}`, `req_${made}`];
    expect(await partitionOf(early)).toBe("request_log_other");
    await prepareRequestLog({ ctx: job() });
    expect(await partitionOf(early)).toBe("request_log_20261119");
    expect(await partitionOf(late)).toBe("request_log_other");
  });

  test("drops whole days after their time, and stray rows as well", async () => {
    await prepareRequestLog({ ctx: job() });
    await log(request("2026-11-21T10:00:00Z"), request("2026-01-01T00:00:00Z"));
    const later = new Date(NOW.getTime() + (LOG_KEPT_DAYS + 1) * 86_400_000);
    const { dropped } = await prepareRequestLog({ ctx: job(later) });
    expect(dropped).toContain("2026-11-21");
    expect(dropped).not.toContain("2026-11-22");
    expect(await db().$count(requestLog)).toBe(0);
  });

  test("has the same indexes on every day", async () => {
    await prepareRequestLog({ ctx: job() });
    const rows = await db().execute<{ n: string }>(sql`
      select count(*)::text as n from pg_indexes where tablename ~ '^request_log_\\d+$' group by tablename`);
    expect(new Set(rows.map((row) => row.n))).toEqual(new Set(["4"]));
  });

  test("is the platform's work", async () => {
    const person = testContext(userActor("usr_x", "enterprise"));
    await expect(prepareRequestLog({ ctx: person })).rejects.toMatchObject({ status: 403 });
    expect(() => rollUpRequests({ ctx: person, input: { from: null } })).toThrow(/forbidden/);
  });
});

test("the database puts every duration into the same bucket as the rules", async () => {
  const rows = await db().execute<{ ms: number; bucket: number }>(sql`
    select ms, ${bucketSql(sql`ms`)} as bucket from (
      select n as ms from generate_series(0, 5000) n
      union select (2 ^ n)::int from generate_series(0, 30) n
      union select (2 ^ n)::int + 1 from generate_series(0, 29) n
      union select n * 977 from generate_series(5, 5000) n) m`);
  expect(rows.length).toBeGreaterThan(10_000);
  for (const { ms, bucket } of rows) expect([ms, bucket]).toEqual([ms, bucketOf(ms)]);
});

describe("rolling up", () => {
  test("counts each hour by route, client, status and error, with durations in their buckets", async () => {
    await log(
      request("2026-11-21T16:00:00Z", { durationMs: 1 }),
      request("2026-11-21T16:29:59Z", { durationMs: 8, bytesOut: null }),
      request("2026-11-21T15:59:59.999Z", { durationMs: 2 }),
      request("2026-11-21T16:10:00Z", { status: 409, errorCode: "conflict", client: "windows" }),
    );
    await rollUp();
    const rows = await db().select().from(requestHours).orderBy(requestHours.hour, requestHours.status);
    expect(
      rows.map(({ hour, status, errorCode, client, count, totalMs, bytesOut, buckets }) => [
        hour.toISOString(),
        status,
        errorCode,
        client,
        count,
        totalMs,
        bytesOut,
        buckets,
      ]),
    ).toEqual([
      ["2026-11-21T15:00:00.000Z", 200, "", "web", 1, 2, 100, [0, 0, 0, 0, 1]],
      ["2026-11-21T16:00:00.000Z", 200, "", "web", 2, 9, 100, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
      ["2026-11-21T16:00:00.000Z", 409, "conflict", "windows", 1, 10, 100, [...Array(14).fill(0), 1]],
    ]);
  });

  test("adds hours up to days of Shanghai, and notes who was there on which", async () => {
    await log(
      request("2026-11-21T15:59:59Z", { userId: "usr_a", durationMs: 4 }),
      request("2026-11-21T16:00:00Z", { userId: "usr_a", durationMs: 4 }),
      request("2026-11-21T16:05:00Z", { userId: "usr_a", durationMs: 1 }),
      request("2026-11-21T16:06:00Z", { userId: "usr_b", durationMs: 4 }),
    );
    await rollUp();
    const days = await db().select().from(requestDays).orderBy(requestDays.day);
    expect(days.map(({ day, count, totalMs, buckets }) => [day, count, totalMs, buckets])).toEqual([
      ["2026-11-21", 1, 4, [0, 0, 0, 0, 0, 0, 0, 0, 1]],
      ["2026-11-22", 3, 9, [1, 0, 0, 0, 0, 0, 0, 0, 2]],
    ]);
    const people = await db().select().from(userDays).orderBy(userDays.day, userDays.userId);
    expect(people.map(({ day, userId }) => `${day} ${userId}`)).toEqual([
      "2026-11-21 usr_a",
      "2026-11-22 usr_a",
      "2026-11-22 usr_b",
    ]);
  });

  test("changes nothing when it is repeated, twice at once too, and takes in what came since", async () => {
    await log(request("2026-11-21T16:00:00Z", { userId: "usr_a" }));
    await rollUp();
    const before = await db().select().from(requestHours);
    await Promise.all([rollUp(), rollUp()]);
    expect(await db().select().from(requestHours)).toEqual(before);
    await log(request("2026-11-21T15:30:00Z"), request("2026-11-21T16:20:00Z"));
    await rollUp();
    const counts = await db().select({ count: requestHours.count }).from(requestHours);
    expect(counts.map((row) => row.count).toSorted()).toEqual([1, 2]);
  });

  test("closes all hours that it missed while it did not run, and leaves older ones as they are", async () => {
    await log(request("2026-11-18T09:10:00Z"));
    await rollUp(new Date("2026-11-18T09:20:00Z"));
    await log(
      request("2026-11-18T09:40:00Z"),
      request("2026-11-19T03:00:00Z"),
      request("2026-11-20T22:00:00Z"),
    );
    await rollUp();
    const hours = await db().select().from(requestHours).orderBy(requestHours.hour);
    expect(hours.map(({ hour, count }) => [hour.toISOString().slice(0, 13), count])).toEqual([
      ["2026-11-18T09", 2],
      ["2026-11-19T03", 1],
      ["2026-11-20T22", 1],
    ]);
    // A late row of an hour that was closed long ago is only in the log.
    await log(request("2026-11-18T09:50:00Z"));
    await rollUp();
    expect((await db().select().from(requestHours).orderBy(requestHours.hour))[0]?.count).toBe(2);
  });
});
