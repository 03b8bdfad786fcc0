import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { metrics } from "@/lib/platform/metrics";
import type { AnsweredRequest } from "@/lib/platform/process/request-sink";
import { LOG_BATCH_ROWS, LOG_BUFFER_ROWS, LOG_FLUSH_MS, LOG_TRIES } from "../rules";
import { RequestWriter } from "./writer";

const request = (requestId = "req_1"): AnsweredRequest => ({
  at: new Date("2026-11-21T08:00:00Z"),
  requestId,
  method: "GET",
  route: "/api/v1/me",
  client: "web",
  userId: null,
  status: 200,
  errorCode: null,
  durationMs: 3,
  bytesOut: null,
});

const counted = async (outcome: string) =>
  (await metrics().requestLogRows.get()).values.find((value) => value.labels.outcome === outcome)?.value ?? 0;

let stored: AnsweredRequest[][];
let isAway: boolean;
let writer: RequestWriter;

beforeEach(() => {
  vi.useFakeTimers();
  metrics().requestLogRows.reset();
  stored = [];
  isAway = false;
  writer = new RequestWriter(async (rows) => {
    if (isAway) throw new Error("the database is away");
    stored.push(rows);
  });
});
afterEach(() => void vi.useRealTimers());

const take = (count: number, name = "req") => {
  for (let n = 0; n < count; n += 1) writer.take(request(`${name}_${n}`));
};

describe("the writer of the request log", () => {
  test("writes what came within a second as one batch", async () => {
    take(3);
    expect(stored).toEqual([]);
    await vi.advanceTimersByTimeAsync(LOG_FLUSH_MS);
    expect(stored.map((rows) => rows.length)).toEqual([3]);
    expect(await counted("written")).toBe(3);
  });

  test("does not wait when a batch is full", async () => {
    take(LOG_BATCH_ROWS);
    await vi.advanceTimersByTimeAsync(0);
    expect(stored.map((rows) => rows.length)).toEqual([LOG_BATCH_ROWS]);
  });

  test("writes every request once and in order, however many come meanwhile", async () => {
    take(LOG_BATCH_ROWS + 7, "first");
    take(5, "second");
    await vi.advanceTimersByTimeAsync(LOG_FLUSH_MS);
    const ids = stored.flat().map((row) => row.requestId);
    expect(ids).toHaveLength(LOG_BATCH_ROWS + 12);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.at(-1)).toBe("second_4");
  });

  test("keeps what a database that is away did not take, and writes it when it is back", async () => {
    isAway = true;
    take(2);
    await vi.advanceTimersByTimeAsync(2 * LOG_FLUSH_MS);
    isAway = false;
    await vi.advanceTimersByTimeAsync(LOG_FLUSH_MS);
    expect(stored.flat()).toHaveLength(2);
    expect(await counted("dropped")).toBe(0);
  });

  test("drops and counts beyond its room, and what was tried too often", async () => {
    isAway = true;
    take(LOG_BUFFER_ROWS + 4);
    expect(await counted("dropped")).toBe(4);
    await vi.advanceTimersByTimeAsync(LOG_TRIES * LOG_FLUSH_MS);
    expect(await counted("dropped")).toBe(4 + LOG_BATCH_ROWS);
    isAway = false;
    await vi.advanceTimersByTimeAsync(LOG_FLUSH_MS);
    expect(stored.flat()).toHaveLength(LOG_BUFFER_ROWS - LOG_BATCH_ROWS);
  });

  test("at the end writes what waits, and at once what still comes", async () => {
    take(2);
    await writer.end();
    expect(stored.flat()).toHaveLength(2);
    take(1, "late");
    await vi.advanceTimersByTimeAsync(0);
    expect(stored.flat()).toHaveLength(3);
  });
});
