import { expect, it } from "vitest";
import { daysLeft } from "./trash-days";

const at = (iso: string) => Date.parse(iso);

it("counts the days until the trash is emptied, a part of a day as one", () => {
  const deletedAt = "2026-03-01T12:00:00.000Z";
  expect(daysLeft(deletedAt, at("2026-03-01T12:00:00Z"), 30)).toBe(30);
  expect(daysLeft(deletedAt, at("2026-03-01T12:00:01Z"), 30)).toBe(30);
  expect(daysLeft(deletedAt, at("2026-03-31T11:00:00Z"), 30)).toBe(1);
});

it("is never negative while the purge is still to come", () => {
  expect(daysLeft("2026-01-01T00:00:00.000Z", at("2026-06-01T00:00:00Z"), 30)).toBe(0);
});
