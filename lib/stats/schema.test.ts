import { expect, test } from "vitest";
import { listAuditInput } from "@/lib/audit/schema";
import { findRequestsInput, getRequestStatsInput, listFailedRunsInput } from "./schema";

test("a day that the database does not read is none, in each list of the panel that takes one", () => {
  const days = [
    ...[listAuditInput.shape.from, listAuditInput.shape.to, getRequestStatsInput.shape.day],
    ...[findRequestsInput.shape.day, listFailedRunsInput.shape.from, listFailedRunsInput.shape.to],
  ];
  for (const day of days) {
    for (const wrong of ["0001-01-01", "0000-01-01", "9999-12-31", "2026-02-30", "today"])
      expect(day.safeParse(wrong).success, wrong).toBe(false);
    expect(day.parse("2026-11-21")).toBe("2026-11-21");
  }
});
