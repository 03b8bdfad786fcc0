import { describe, expect, test } from "vitest";
import { FreshCache } from "./fresh-cache";

const counter = () => {
  let loads = 0;
  return async () => {
    loads += 1;
    return loads;
  };
};

describe("a cache of fresh values", () => {
  test("lets a hundred callers at once cost one load", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 10 });
    const load = counter();
    expect(new Set(await Promise.all(Array.from({ length: 100 }, () => cache.get("a", load))))).toEqual(
      new Set([1]),
    );
  });

  test("keeps a value for its time and not a millisecond longer", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 10 });
    const load = counter();
    expect(await cache.get("a", load, 5_000)).toBe(1);
    expect(await cache.get("a", load, 5_999)).toBe(1);
    expect(await cache.get("a", load, 6_000)).toBe(2);
    expect(await cache.get("b", load, 6_000)).toBe(3);
  });

  test("keeps no failure: whoever waited hears of it, the next one tries again", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 10 });
    const fail = () => Promise.reject(new Error("away"));
    const answers = await Promise.allSettled([cache.get("a", fail, 1), cache.get("a", fail, 1)]);
    expect(answers.map((answer) => answer.status)).toEqual(["rejected", "rejected"]);
    expect(await cache.get("a", async () => 7, 2)).toBe(7);
  });

  test("holds no more keys than it may, the oldest leaving first", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 2 });
    const load = counter();
    for (const key of ["a", "b", "c"]) await cache.get(key, load, 1);
    expect(await cache.get("c", load, 1)).toBe(3);
    expect(await cache.get("b", load, 1)).toBe(2);
    expect(await cache.get("a", load, 1)).toBe(4);
  });

  test("that renews hands out the old value meanwhile, renews once, and waits when the value is too old", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 2, renewMs: 5_000 });
    const load = counter();
    expect(await cache.get("a", load, 0)).toBe(1);
    expect(await Promise.all([cache.get("a", load, 1_500), cache.get("a", load, 1_500)])).toEqual([1, 1]);
    expect(await cache.get("a", load, 1_600)).toBe(2);
    expect(await cache.get("a", load, 9_000)).toBe(3);
  });

  test("that cannot renew keeps the old value and tries again with the next caller", async () => {
    const cache = new FreshCache<number>({ freshMs: 1_000, max: 2, renewMs: 5_000 });
    const fail = () => Promise.reject(new Error("away"));
    await cache.get("a", async () => 1, 0);
    expect(await cache.get("a", fail, 1_500)).toBe(1);
    expect(await cache.get("a", async () => 2, 1_600)).toBe(1);
    expect(await cache.get("a", fail, 1_700)).toBe(2);
  });
});
