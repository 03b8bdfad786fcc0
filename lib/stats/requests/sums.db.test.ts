import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { requestHours, requestSums } from "@/db/schema";
import { jobActor, testContext, userActor } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { businessDay } from "@/lib/platform/time";
import { addDays, addUp, daysOf, percentile } from "../rules";
import type { RequestStatsView, StatsRange } from "../schema";
import { type Cell, readCells, readSums } from "./cells";
import { prepareRequestLog } from "./prepare";
import { getRequestStats } from "./read";
import { rollUpRequests } from "./roll-up";

/** Twenty to nine in the morning in Shanghai. */
const NOW = new Date("2026-11-21T00:40:00.000Z");
const TODAY = "2026-11-21";
const auditor = testContext(userActor(newId("user"), "free", "auditor"), NOW);
const job = () => testContext(jobActor(), NOW);

async function rollUp(): Promise<void> {
  for (let from: string | null = null, more = true; more; more = from !== null)
    from = (await rollUpRequests({ ctx: job(), input: { from } })).next;
}

/** Thirty days of all sorts of requests; the same at every run, and more of them at some hours than at others. */
beforeAll(async () => {
  await prepareRequestLog({ ctx: job() });
  await db().execute(sql`
    insert into request_log (at, request_id, method, route, client, status, error_code, duration_ms, bytes_out)
    select ${NOW.toISOString()}::timestamptz - (n * n / 2600) * interval '1 minute', 'req_' || lpad(n::text, 26, '0'),
      case when n % 4 = 0 then 'POST' else 'GET' end,
      (array['/api/v1/me', '/api/v1/images/:id', 'action:suspendUser', '/media/:id/:variant'])[1 + n % 7 % 4],
      (array['web', 'program', 'ios'])[1 + n % 5 % 3], status, case when status >= 400 then 'code_' || status end,
      1 + (n * 7919) % 1499 + case when n % 97 = 0 then 40000 else 0 end, n
    from generate_series(0, 10400) n,
      lateral (select (array[200, 200, 404, 204, 409, 200, 500, 200, 200])[1 + n % 9] as status) s`);
  await rollUp();
});

interface Part {
  count: number;
  buckets: readonly number[];
}
const countOf = (parts: readonly Part[]) => parts.reduce((sum, { count }) => sum + count, 0);
const classOf = (status: number) => Math.floor(status / 100);

/** The figures of a range as the hours tell them, one after the other. */
async function fromHours(range: StatsRange): Promise<Omit<RequestStatsView, "topErrors">> {
  const first = addDays(TODAY, 1 - daysOf(range));
  const all = await db().select().from(requestHours);
  const rows = all
    .map((row) => ({ ...row, day: businessDay(row.hour) }))
    .filter(({ day }) => day >= first && day <= TODAY);
  const figures = (key: string, parts: typeof rows) => {
    const buckets = addUp(parts.map((part) => part.buckets));
    const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => percentile(buckets, share));
    return {
      key,
      count: countOf(parts),
      refused: countOf(parts.filter(({ status }) => classOf(status) === 4)),
      errors: countOf(parts.filter(({ status }) => classOf(status) === 5)),
      ...{ p50Ms: p50Ms ?? null, p95Ms: p95Ms ?? null, p99Ms: p99Ms ?? null },
    };
  };
  const by = (keyOf: (row: (typeof rows)[number]) => string) =>
    [...new Set(rows.map(keyOf))]
      .map((key) =>
        figures(
          key,
          rows.filter((row) => keyOf(row) === key),
        ),
      )
      .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key, "en"));
  const hourOf = ({ hour }: { hour: Date }) => `${String((hour.getUTCHours() + 8) % 24).padStart(2, "0")}:00`;
  const points = new Map(
    by((row) => (range === "today" ? hourOf(row) : row.day)).map((row) => [row.key, row]),
  );
  const names =
    range === "today"
      ? Array.from({ length: 9 }, (_, hour) => `0${hour}:00`)
      : Array.from({ length: daysOf(range) }, (_, n) => addDays(first, n));
  return {
    ...{ range, day: range === "today" ? TODAY : null },
    total: figures("", rows),
    routes: by(({ route }) => route),
    clients: by(({ client }) => client),
    statuses: by(({ status }) => String(status)),
    points: names.map((x) => {
      const row = points.get(x);
      return {
        ...{ x, count: row?.count ?? 0, refused: row?.refused ?? 0, errors: row?.errors ?? 0 },
        p95Ms: row?.p95Ms ?? 0,
      };
    }),
  };
}

describe("the sums of days", () => {
  test.each(["today", "7d", "30d"] as const)(
    "of %s are what the hours add up to, percentiles too",
    async (range) => {
      const { topErrors, ...stats } = await getRequestStats({ ctx: auditor, input: { range } });
      expect(stats).toEqual(await fromHours(range));
      expect(stats.total.count).toBeGreaterThan(100);
      expect(topErrors.reduce((sum, { count }) => sum + count, 0)).toBe(
        stats.total.refused + stats.total.errors,
      );
    },
  );

  test("are the same as what is added up where something is filtered", async () => {
    const tidy = (cells: Cell[]) =>
      cells
        .map(({ buckets, ...cell }) => ({ ...cell, buckets: addUp([buckets]) }))
        .sort((a, b) => `${a.kind} ${a.key}`.localeCompare(`${b.kind} ${b.key}`, "en"));
    for (const [first, last] of [
      [TODAY, TODAY],
      ["2026-11-15", TODAY],
      ["2026-10-23", TODAY],
      ["2026-11-15", "2026-11-15"],
    ] as const) {
      const span = { first, last };
      const ready = tidy(await readSums(auditor, span));
      expect(ready.length).toBeGreaterThan(10);
      expect(tidy(await readCells(auditor, span, []))).toEqual(ready);
    }
  });

  test("stay the same when they are made again, and take in what came since, as a whole", async () => {
    const read = () =>
      db().select().from(requestSums).orderBy(requestSums.day, requestSums.kind, requestSums.key);
    const before = await read();
    await rollUp();
    expect(await read()).toEqual(before);
    await db().execute(sql`
      insert into request_log (at, request_id, method, route, client, status, duration_ms)
      values ('2026-11-21T00:20:00Z', 'req_late', 'POST', 'action:late', 'web', 200, 12)`);
    await rollUp();
    const changed = (await read()).filter(
      (row) => !before.some((old) => JSON.stringify(old) === JSON.stringify(row)),
    );
    expect(changed.map(({ day, kind, key }) => [day, kind, key])).toEqual([
      [TODAY, "all", ""],
      [TODAY, "client", "web"],
      [TODAY, "hour", "08:00"],
      [TODAY, "route", "action:late"],
      [TODAY, "status", "200"],
    ]);
    const { routes, points } = await getRequestStats({ ctx: auditor, input: { route: "action:late" } });
    expect(routes).toMatchObject([{ key: "action:late", count: 1, p50Ms: 12 }]);
    expect(points.at(-1)).toMatchObject({ x: "08:00", count: 1 });
    await db().execute(sql`delete from request_log where request_id = 'req_late'`);
    await rollUp();
    expect(await read()).toEqual(before);
  });
});
