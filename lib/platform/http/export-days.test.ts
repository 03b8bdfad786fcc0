import { describe, expect, test } from "vitest";
import { exportDays, exportSpan, lastDays, latestExportDay } from "./export-days";

const last = lastDays(new Date("2026-11-22T10:00:00+08:00"));

describe("the days that stand in the form of a file", () => {
  test.each([
    { name: "the last thirty without a list's", list: {}, from: "2026-10-24", to: "2026-11-22" },
    {
      name: "the list's",
      list: { from: "2026-03-01", to: "2026-03-31" },
      from: "2026-03-01",
      to: "2026-03-31",
    },
    {
      name: "from the list's first as far as a file goes",
      ...{ list: { from: "2026-01-01" }, from: "2026-01-01", to: "2026-04-02" },
    },
    {
      name: "from the list's first to today",
      list: { from: "2026-11-01" },
      from: "2026-11-01",
      to: "2026-11-22",
    },
    {
      name: "the beginning of a list that is longer than a file",
      ...{ list: { from: "2025-01-01", to: "2026-11-22" }, from: "2025-01-01", to: "2025-04-02" },
    },
    {
      name: "the longest that a file may have",
      ...{ list: { from: "2026-01-01", to: "2026-04-02" }, from: "2026-01-01", to: "2026-04-02" },
    },
    {
      name: "of the last thirty up to the list's last",
      list: { to: "2026-11-01" },
      from: "2026-10-24",
      to: "2026-11-01",
    },
    {
      name: "the list's last, where it is older",
      list: { to: "2026-03-01" },
      from: "2026-03-01",
      to: "2026-03-01",
    },
    {
      name: "the list's first, where it is still to come",
      list: { from: "2026-12-01" },
      from: "2026-12-01",
      to: "2026-12-01",
    },
    {
      name: "a part of a list that ends far ahead",
      list: { to: "2027-11-01" },
      from: "2026-10-24",
      to: "2027-01-23",
    },
  ])("are $name", ({ list, from, to }) => {
    const span = exportSpan(list, last);
    expect(span).toEqual({ from, to });
    expect(exportDays.safeParse(span).success).toBe(true);
  });
});

test("a file ends at most with the last day that is accepted", () => {
  for (const from of ["2024-02-01", "2026-01-01", "2026-12-31"]) {
    const to = latestExportDay(from) ?? "";
    expect(exportDays.safeParse({ from, to }).success).toBe(true);
    const next = new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(exportDays.safeParse({ from, to: next }).success).toBe(false);
  }
});

test("what is no day of a file yet, because somebody is still typing it, ends with none", () => {
  for (const from of ["", "0002-01-01", "12026-01-01", "2026-02-30"])
    expect(latestExportDay(from)).toBeNull();
});
