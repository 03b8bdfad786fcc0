import { describe, expect, it } from "vitest";
import { generationStatuses } from "@/lib/generations/schema";
import { belongs, durationText, failureCode, historyHref, mayRetry, parseHistoryFilter } from "./rules";

describe("filters", () => {
  it("reads the address, and takes anything unknown for everything", () => {
    expect(parseHistoryFilter("ended")).toBe("ended");
    expect(parseHistoryFilter("nonsense")).toBe("all");
    expect(parseHistoryFilter(null)).toBe("all");
    expect(historyHref("active")).toBe("/history?status=active");
    expect(historyHref("all")).toBe("/history");
  });

  it("puts every status under exactly one of open and ended", () => {
    for (const status of generationStatuses) {
      expect(belongs({ status }, "all")).toBe(true);
      expect(belongs({ status }, "active")).toBe(!belongs({ status }, "ended"));
    }
  });
});

it("offers a retry only where something is missing", () => {
  expect(generationStatuses.filter((status) => mayRetry({ status }))).toEqual([
    "partly_succeeded",
    "failed",
    "cancelled",
  ]);
});

it("says an unknown failure in general words", () => {
  expect(failureCode("content_policy")).toBe("content_policy");
  expect(failureCode("brand_new_code")).toBe("other");
});

it.each([
  ["2026-01-01T00:00:00.000Z", "2026-01-01T00:02:05.400Z", "2:05"],
  ["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.200Z", "0:00"],
  ["2026-01-01T00:00:00.000Z", null, null],
])("tells the time from %s to %s as %s", (from, to, text) => {
  expect(durationText(from, to)).toBe(text);
});
