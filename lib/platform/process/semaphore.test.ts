import { describe, expect, it } from "vitest";
import { semaphore } from "./semaphore";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("semaphore", () => {
  it("never runs more work at once than it has permits, and runs all of it", async () => {
    const run = semaphore(2);
    let active = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        run(async () => {
          active += 1;
          most = Math.max(most, active);
          await turn();
          active -= 1;
          return i;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it("starts waiting work in the order of arrival", async () => {
    const run = semaphore(1);
    const started: number[] = [];
    await Promise.all([0, 1, 2, 3].map((i) => run(async () => void started.push(i))));
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it("gives the permit back when work fails, also when it throws at once", async () => {
    const run = semaphore(1);
    await expect(run(() => Promise.reject(new Error("later")))).rejects.toThrow("later");
    const atOnce = run(() => {
      throw new Error("at once");
    });
    await expect(atOnce).rejects.toThrow("at once");
    await expect(run(async () => "free")).resolves.toBe("free");
  });

  it("refuses a number of permits that could never run anything", () => {
    for (const permits of [0, -1, 1.5, Number.NaN]) expect(() => semaphore(permits)).toThrow(RangeError);
  });
});
