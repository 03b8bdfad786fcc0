import { describe, expect, test } from "vitest";
import { daysUntil, hotScore } from "./rules";

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, hours));

describe("the hot score", () => {
  test("two days are worth ten times the applause", () => {
    const old = hotScore({ likes: 333, downloads: 0, publishedAt: at(0) });
    const young = hotScore({ likes: 33, downloads: 0, publishedAt: at(48) });
    expect(young).toBeCloseTo(old, 10);
  });

  test("a like says as much as three downloads", () => {
    const liked = hotScore({ likes: 1, downloads: 0, publishedAt: at(0) });
    expect(hotScore({ likes: 0, downloads: 3, publishedAt: at(0) })).toBe(liked);
  });

  test("nothing yet is the moment alone, and each like raises it by less than the one before", () => {
    const of = (likes: number) => hotScore({ likes, downloads: 0, publishedAt: at(0) });
    expect(of(0)).toBe(at(0).getTime() / 1000 / 172_800);
    const steps = [1, 2, 3, 10, 100].map((likes) => of(likes) - of(likes - 1));
    expect(steps.every((step) => step > 0)).toBe(true);
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  });
});

test("the days of figures end with today and have no gap, over months and leap days", () => {
  expect(daysUntil("2028-03-01", 3)).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  expect(daysUntil("2026-01-01", 30)).toHaveLength(30);
  expect(daysUntil("2026-01-01", 30)[0]).toBe("2025-12-03");
});
