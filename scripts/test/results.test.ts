import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { countPlaywright, countVitest, judge } from "./results";

const vitestReport = (numPassedTests: number, numFailedTests: number, brokenFiles = 0) =>
  JSON.stringify({
    numPassedTests,
    numFailedTests,
    numPendingTests: 0,
    testResults: Array.from({ length: brokenFiles }, () => ({ status: "failed", assertionResults: [] })),
  });

const playwrightReport = (expected: number, unexpected: number, flaky = 0, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected, unexpected, flaky, skipped: 0 }, errors });

const folder = mkdtempSync(join(tmpdir(), "xintu-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("counting", () => {
  it("counts a test file that does not load as a failure", () => {
    expect(countVitest(vitestReport(5, 1, 2))).toEqual({ passed: 5, failed: 3, skipped: 0 });
  });

  it("counts a flaky browser test and an error outside of tests as failures", () => {
    expect(countPlaywright(playwrightReport(7, 1, 1, ["no browser"]))).toEqual({
      passed: 7,
      failed: 3,
      skipped: 0,
    });
  });
});

describe("judging a run", () => {
  const judged = (exitCode: number, report: string | undefined) => {
    const file = join(folder, `${Math.abs(exitCode)}-${report?.length ?? "none"}.json`);
    if (report !== undefined) writeFileSync(file, report);
    return judge(exitCode, file, countVitest);
  };

  it("passes when everything passed", () => {
    expect(judged(0, vitestReport(3, 0))).toMatchObject({ passed: 3, failed: 0 });
  });

  it("fails when the command failed although every test passed", () => {
    expect(judged(1, vitestReport(30, 0))).toMatchObject({ passed: 30, failed: 1 });
  });

  it("fails when nothing ran, and when there is no report", () => {
    expect(judged(0, vitestReport(0, 0))).toMatchObject({ failed: 1 });
    expect(judged(0, undefined)).toMatchObject({ passed: 0, failed: 1 });
  });
});
