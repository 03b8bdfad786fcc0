import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export interface Result {
  suite: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

type Counts = Omit<Result, "suite" | "seconds">;

/** Vitest's JSON report; a file that failed before its first test counts as one failure. */
export function countVitest(text: string): Counts {
  const report = vitestReport.parse(JSON.parse(text));
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests,
  };
}

/** Playwright's JSON report; a flaky test and an error outside of tests are failures. */
export function countPlaywright(text: string): Counts {
  const { stats, errors } = playwrightReport.parse(JSON.parse(text));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a suite's run amounts to: its report's counts, and at least one failure when its command failed,
 * when it left no report, or when it ran nothing.
 */
export function judge(exitCode: number, reportFile: string, count: (text: string) => Counts): Counts {
  const counts = existsSync(reportFile)
    ? count(readFileSync(reportFile, "utf8"))
    : { passed: 0, failed: 0, skipped: 0 };
  const wrong = exitCode !== 0 || counts.passed + counts.failed === 0;
  return { ...counts, failed: wrong ? Math.max(1, counts.failed) : counts.failed };
}
