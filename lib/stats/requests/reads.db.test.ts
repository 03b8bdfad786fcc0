import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { jobActor, testContext, userActor } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import type { AnsweredRequest } from "@/lib/platform/process/request-sink";
import { listRequests } from "./find";
import { prepareRequestLog } from "./prepare";
import { getRequestStats, listRequestRoutes } from "./read";
import { rollUpRequests } from "./roll-up";
import { RequestWriter } from "./writer";

/** Half past two in the morning in Shanghai. */
const NOW = new Date("2026-11-20T18:30:00.000Z");
const auditor = testContext(userActor(newId("user"), "free", "auditor"), NOW);
const somebody = newId("user");
const ids: string[] = [];

const request = (at: string, parts: Partial<AnsweredRequest> = {}): AnsweredRequest => {
  const requestId = newId("request");
  ids.push(requestId);
  const path = { method: "GET", route: "/api/v1/me", client: "web", userId: null };
  const answer = { status: 200, errorCode: null, durationMs: 8, bytesOut: null };
  return { at: new Date(at), requestId, ...path, ...answer, ...parts };
};

beforeAll(async () => {
  const job = testContext(jobActor(), NOW);
  await prepareRequestLog({ ctx: job });
  const writer = new RequestWriter();
  for (const row of [
    // Yesterday in Shanghai.
    request("2026-11-20T15:59:59Z", { durationMs: 512, userId: somebody }),
    request("2026-11-18T10:00:00Z", { client: "program", userId: somebody }),
    // Today.
    request("2026-11-20T16:00:00Z", { durationMs: 16 }),
    request("2026-11-20T16:00:00Z", { durationMs: 32, userId: somebody }),
    request("2026-11-20T18:00:00Z", { status: 409, errorCode: "conflict", client: "windows" }),
    request("2026-11-20T18:10:00Z", { status: 500, errorCode: "internal_error", route: "/api/v1/images" }),
  ])
    writer.take(row);
  await writer.flush();
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpRequests({ ctx: job, input: { from } })).next;
});

describe("the figures of requests", () => {
  test("of today are counted by route, client, status and hour, with quiet hours among them", async () => {
    const stats = await getRequestStats({ ctx: auditor, input: {} });
    expect(stats.total).toMatchObject({ count: 4, refused: 1, errors: 1, p50Ms: 7, p99Ms: 29 });
    expect(stats.routes).toMatchObject([
      { key: "/api/v1/me", count: 3, refused: 1, errors: 0 },
      { key: "/api/v1/images", count: 1, refused: 0, errors: 1, p50Ms: 7 },
    ]);
    expect(stats.clients.map(({ key, count }) => [key, count])).toEqual([
      ["web", 3],
      ["windows", 1],
    ]);
    expect(stats.statuses.map(({ key, count }) => [key, count])).toEqual([
      ["200", 2],
      ["409", 1],
      ["500", 1],
    ]);
    expect(stats.topErrors).toEqual([
      { code: "internal_error", status: 500, route: "/api/v1/images", count: 1 },
      { code: "conflict", status: 409, route: "/api/v1/me", count: 1 },
    ]);
    expect(stats.points.map(({ x, count, errors }) => [x, count, errors])).toEqual([
      ["00:00", 2, 0],
      ["01:00", 0, 0],
      ["02:00", 2, 1],
    ]);
  });

  test("of a week are counted by days of Shanghai", async () => {
    const stats = await getRequestStats({ ctx: auditor, input: { range: "7d" } });
    expect(stats.total).toMatchObject({ count: 6, p99Ms: 470 });
    expect(stats.points.map(({ x, count }) => [x, count])).toEqual([
      ["2026-11-15", 0],
      ["2026-11-16", 0],
      ["2026-11-17", 0],
      ["2026-11-18", 1],
      ["2026-11-19", 0],
      ["2026-11-20", 1],
      ["2026-11-21", 4],
    ]);
    expect(await listRequestRoutes({ ctx: auditor })).toEqual(["/api/v1/images", "/api/v1/me"]);
  });

  test("of any one day are counted by its hours, all of them once it is over", async () => {
    const { day, total, points, routes } = await getRequestStats({
      ctx: auditor,
      input: { range: "90d", day: "2026-11-20" },
    });
    expect({ day, count: total.count, routes: routes.map(({ key }) => key) }).toEqual({
      ...{ day: "2026-11-20", count: 1, routes: ["/api/v1/me"] },
    });
    expect(points.map(({ x }) => x)).toEqual(
      Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`),
    );
    expect(points.filter(({ count }) => count > 0)).toEqual([
      { x: "23:00", count: 1, refused: 0, errors: 0, p95Ms: 470 },
    ]);
    const filtered = { day: "2026-11-18", client: "program" } as const;
    const narrowed = await getRequestStats({ ctx: auditor, input: filtered });
    expect(narrowed.points.filter(({ count }) => count > 0)).toMatchObject([{ x: "18:00", count: 1 }]);
    expect(narrowed.points).toHaveLength(24);
    const ofToday = await getRequestStats({ ctx: auditor, input: { day: "2026-11-21" } });
    expect(ofToday).toEqual(await getRequestStats({ ctx: auditor, input: {} }));
    const tomorrow = await getRequestStats({ ctx: auditor, input: { day: "2026-11-22" } });
    expect(tomorrow).toMatchObject({ total: { count: 0 }, points: [] });
    expect((await getRequestStats({ ctx: auditor, input: { range: "7d" } })).day).toBeNull();
  });

  test("can be narrowed down, and of nothing are nothing", async () => {
    const only = async (input: object) => (await getRequestStats({ ctx: auditor, input })).total.count;
    expect(await only({ range: "7d", client: "program" })).toBe(1);
    expect(await only({ status: "4xx" })).toBe(1);
    expect(await only({ status: "409" })).toBe(1);
    expect(await only({ status: "404" })).toBe(0);
    expect(await only({ code: "conflict" })).toBe(1);
    expect(await only({ code: "conflict", status: "5xx" })).toBe(0);
    expect(await only({ code: "internal_error", route: "/api/v1/images" })).toBe(1);
    expect(await only({ range: "7d", route: "/api/v1/me", status: "2xx", client: "web" })).toBe(3);
    const none = await getRequestStats({ ctx: auditor, input: { route: "/nowhere" } });
    expect(none.total).toEqual({
      key: "",
      count: 0,
      refused: 0,
      errors: 0,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
    });
    expect([none.routes, none.topErrors]).toEqual([[], []]);
  });
});

describe("the finder", () => {
  const found = async (input: Parameters<typeof listRequests>[0]["input"]) =>
    (await listRequests({ ctx: auditor, input })).items.map((item) => ids.indexOf(item.requestId));

  test("finds one by its id, whenever it was, and nothing by another", async () => {
    const { items } = await listRequests({ ctx: auditor, input: { requestId: ids[1], status: "5xx" } });
    expect(items).toEqual([
      {
        at: "2026-11-18T10:00:00.000Z",
        requestId: ids[1],
        method: "GET",
        route: "/api/v1/me",
        client: "program",
        userId: somebody,
        username: null,
        status: 200,
        errorCode: null,
        durationMs: 8,
        bytesOut: null,
      },
    ]);
    expect(await found({ requestId: newId("request") })).toEqual([]);
  });

  test("finds those of a person, newest first", async () => {
    expect(await found({ userId: somebody })).toEqual([3, 0, 1]);
    expect(await found({ userId: somebody, day: "2026-11-20" })).toEqual([0]);
  });

  test("lists the last day or a given one, page by page without losing one of the same moment", async () => {
    const all = await found({});
    expect(all.slice(0, 2)).toEqual([5, 4]);
    expect(all.slice(2, 4).toSorted()).toEqual([2, 3]);
    expect(all.slice(4)).toEqual([0]);
    const pages: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listRequests>> = await listRequests({
        ctx: auditor,
        input: { limit: 1, ...(cursor ? { cursor } : {}) },
      });
      pages.push(...page.items.map((item) => ids.indexOf(item.requestId)));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual(all);
    expect(await found({ day: "2026-11-18" })).toEqual([1]);
    expect(await found({ status: "5xx" })).toEqual([5]);
  });

  test("finds exactly one status, and an error code while its requests are kept", async () => {
    expect(await found({ status: "409" })).toEqual([4]);
    expect(await found({ status: "404" })).toEqual([]);
    expect(await found({ code: "internal_error" })).toEqual([5]);
    expect(await found({ code: "conflict", route: "/api/v1/me" })).toEqual([4]);
    expect(await found({ code: "conflict", route: "/api/v1/images" })).toEqual([]);
    expect(await found({ code: "conflict", day: "2026-11-20" })).toEqual([]);
    const old = newId("request");
    await db().execute(sql`
      insert into request_log (at, request_id, method, route, client, status, error_code, duration_ms)
      values ('2026-11-01T10:00:00Z', ${old}, 'GET', '/api/v1/me', 'web', 410, 'gone_long_ago', 5)`);
    const { items } = await listRequests({ ctx: auditor, input: { code: "gone_long_ago" } });
    expect(items.map(({ requestId }) => requestId)).toEqual([old]);
  });

  test("asks an index of the log for an error code", async () => {
    const rows = await db().transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute<{ "QUERY PLAN": string }>(sql`
        explain select * from request_log where at >= '2026-11-01' and at < '2026-11-02' and error_code = 'conflict'
        order by at desc nulls last, request_id desc nulls last limit 31`);
    });
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("error_code");
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  test("looks for a rare answer in parts of a long list, and goes on where a part ended", async () => {
    await db().execute(sql`
      insert into request_log (at, request_id, method, route, client, status, duration_ms)
      select '2026-11-17T10:00:00Z'::timestamptz + n * interval '1 second', 'req_' || lpad(n::text, 26, '0'), 'GET',
        '/api/v1/me', 'web', case when n = 100 then 503 else 200 end, 5
      from generate_series(1, 20100) n`);
    const day = { day: "2026-11-17", status: "5xx" } as const;
    const first = await listRequests({ ctx: auditor, input: day });
    expect(first.items).toEqual([]);
    const second = await listRequests({ ctx: auditor, input: { ...day, cursor: first.nextCursor ?? "" } });
    expect(second).toMatchObject({ items: [{ status: 503 }], nextCursor: null });
  });

  test("and the figures are for those who may read the panel; a cursor of another list is refused", async () => {
    const person = testContext(userActor(somebody, "enterprise"), NOW);
    await expect(listRequests({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
    await expect(getRequestStats({ ctx: person, input: {} })).rejects.toMatchObject({ status: 403 });
    await expect(listRequestRoutes({ ctx: person })).rejects.toMatchObject({ status: 403 });
    await expect(listRequests({ ctx: auditor, input: { cursor: "bm8" } })).rejects.toMatchObject({
      status: 400,
    });
  });
});
