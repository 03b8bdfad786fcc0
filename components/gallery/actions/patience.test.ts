import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/lib/platform/api-error";
import { patiently } from "./patience";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const limited = (retryAfterMs?: number) => new ApiError(429, "rate_limited", "", { retryAfterMs });

const settled = async <T>(promise: Promise<T>) => (await Promise.allSettled([promise]))[0];

test("waits as long as the server asks and answers what came then", async () => {
  const run = vi.fn<() => Promise<string>>().mockRejectedValueOnce(limited(3_000)).mockResolvedValue("done");
  const result = settled(patiently(run));
  await vi.advanceTimersByTimeAsync(2_900);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(await result).toEqual({ status: "fulfilled", value: "done" });
});

test.each([
  ["another refusal", new ApiError(409, "storage_full", "")],
  ["a limit of hours", limited(3_600_000)],
  ["a limit without an end", limited()],
])("%s goes through at once", async (_, error) => {
  const run = vi.fn(() => Promise.reject(error));
  expect(await settled(patiently(run))).toEqual({ status: "rejected", reason: error });
  expect(run).toHaveBeenCalledTimes(1);
});

test("gives up in the end", async () => {
  const run = vi.fn(() => Promise.reject(limited(1_000)));
  const result = settled(patiently(run));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await result).toMatchObject({ status: "rejected" });
  expect(run).toHaveBeenCalledTimes(6);
});

test("stops waiting when it is told to", async () => {
  const controller = new AbortController();
  const run = vi.fn(() => Promise.reject(limited(10_000)));
  const result = settled(patiently(run, controller.signal));
  await vi.advanceTimersByTimeAsync(0);
  controller.abort(new Error("stopped"));
  expect(await result).toMatchObject({ status: "rejected", reason: { message: "stopped" } });
  expect(run).toHaveBeenCalledTimes(1);
});
