import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdExit } from "./hold-exit";

const exit = process.exit;
const ended = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  ended.mockReset();
  process.exit = ended as unknown as typeof process.exit;
});
afterEach(() => {
  process.exit = exit;
  vi.useRealTimers();
});

test("the process ends with its code when the work is done, and not before", async () => {
  let done = () => {};
  holdExit(
    () =>
      new Promise<void>((resolve) => {
        done = resolve;
      }),
    2_000,
  );
  process.exit(143);
  await vi.advanceTimersByTimeAsync(100);
  expect(ended).not.toHaveBeenCalled();
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(ended.mock.calls).toEqual([[143]]);
});

test("work that fails or takes too long does not keep the process", async () => {
  holdExit(() => Promise.reject(new Error("away")), 2_000);
  process.exit(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toHaveBeenCalledTimes(1);
  ended.mockReset();
  process.exit = ended as unknown as typeof process.exit;
  holdExit(() => new Promise(() => {}), 2_000);
  process.exit(0);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(ended).toHaveBeenCalledTimes(1);
});

test("a second demand to end is heeded at once", () => {
  holdExit(() => new Promise(() => {}), 2_000);
  process.exit(143);
  process.exit(1);
  expect(ended.mock.calls).toEqual([[1]]);
});
