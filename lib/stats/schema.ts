import { z } from "zod";
import { panelDay, panelDays } from "@/lib/platform/http/export-days";
import { plainText } from "@/lib/platform/http/plain-text";

export const statsRanges = ["today", "7d", "30d", "90d"] as const;
export type StatsRange = (typeof statsRanges)[number];

export const getOverviewInput = z.object({ range: z.enum(statsRanges).default("7d") });

/** Who calls, in the order of the filters. */
export const requestClients = [
  "web",
  "program",
  "windows",
  "macos",
  "linux",
  "ios",
  "android",
  "vendor",
] as const;
export const statusClasses = ["2xx", "3xx", "4xx", "5xx"] as const;

const requestFilters = {
  route: z.string().min(1).max(80).optional(),
  client: z.enum(requestClients).optional(),
  /** A class of answers, or exactly one status. */
  status: z
    .string()
    .regex(/^[1-5](xx|\d\d)$/)
    .optional(),
  /** What went wrong, by the code of the problem. */
  code: z
    .string()
    .regex(/^[a-z0-9_]{1,80}$/)
    .optional(),
};
export const getRequestStatsInput = z.object({
  range: z.enum(statsRanges).default("today"),
  /** A day in Shanghai by its hours, whatever the range. */
  day: panelDay.optional(),
  ...requestFilters,
});

const id = z.string().regex(/^[a-z]{3}_[0-9a-z]{26}$/);
export const findRequestsInput = z.object({
  ...requestFilters,
  /** All that is known of one request; the other filters are not looked at. */
  requestId: id.optional(),
  userId: id.optional(),
  /** A day in Shanghai; the last 24 hours without one, and everything that is kept for a person or an error code. */
  day: panelDay.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(30),
});

export const alertCodes = [
  "ledger",
  "payment_differences",
  "server_errors",
  "oldest_job",
  "open_circuits",
  "success_rate",
  "uncertain_outcomes",
  "failed_runs",
  "failed_deliveries",
  "stray_requests",
  "old_figures",
] as const;
export type AlertCode = (typeof alertCodes)[number];

/** Something that a person has to look at; `value` is a number of things, of minutes, or a percentage. */
export interface AlertView {
  code: AlertCode;
  value: number;
}

/** A figure of the range, and what it was in as many days before. */
export interface ComparedFigure {
  now: number;
  before: number;
}

/** The sums of a range. Money in fen, durations in ms, storage in bytes, cost in millionths of a yuan. */
export interface RangeFigures {
  newUsers: ComparedFigure;
  closedUsers: ComparedFigure;
  /** On a single day people, otherwise people on an average day. */
  activeUsers: ComparedFigure;
  /** At the end of the range. */
  totalUsers: ComparedFigure;
  ended: ComparedFigure;
  succeeded: ComparedFigure;
  partlySucceeded: ComparedFigure;
  failed: ComparedFigure;
  cancelled: ComparedFigure;
  delivered: ComparedFigure;
  credits: ComparedFigure;
  ordersPaid: ComparedFigure;
  revenueFen: ComparedFigure;
  refunds: ComparedFigure;
  refundsFen: ComparedFigure;
  costMicroYuan: ComparedFigure;
  /** At the end of the range. */
  storageBytes: ComparedFigure;
  storedImages: ComparedFigure;
}

export interface DayFigures {
  /** `2026-11-21`, in Shanghai. */
  day: string;
  newUsers: number;
  activeUsers: number;
  succeeded: number;
  partlySucceeded: number;
  failed: number;
  cancelled: number;
  revenueFen: number;
  refundsFen: number;
  creditsFree: number;
  creditsPro: number;
  creditsEnterprise: number;
  /** Null on a day on which nothing ended well or badly. */
  successRate: number | null;
  /** Null on a day on which nothing was delivered. */
  medianMs: number | null;
  p95Ms: number | null;
  /** At the end of the day; null where nobody looked that day. */
  storageBytes: number | null;
}

/** One model in the range; `own` stands for all keys that people have brought themselves. */
export interface ModelFigures {
  model: string;
  succeeded: number;
  partlySucceeded: number;
  failed: number;
  cancelled: number;
  byTier: Record<string, number>;
  delivered: number;
  credits: number;
  costMicroYuan: number;
  successRate: number | null;
  medianMs: number | null;
  p95Ms: number | null;
}

/** A count that was not counted further than it is shown. */
export interface BoundedCount {
  value: number;
  isMore: boolean;
}

/** As it is at this moment, read from the rows themselves. */
export interface LiveFigures {
  queued: BoundedCount;
  byStage: Record<string, number>;
  oldestJobMs: number | null;
  uncertainOutcomes: BoundedCount;
  reviewQueue: BoundedCount;
  openDifferences: BoundedCount;
  failedDeliveries: BoundedCount;
  failedRuns: BoundedCount;
  strayRequests: BoundedCount;
  ledgerDifferences: number | null;
}

/** How the platform's channels to one vendor stand, with the calls of the last hour. */
export interface VendorHealth {
  provider: string;
  channels: number;
  enabled: number;
  openCircuits: number;
  /** When the first of them is tried again. */
  circuitUntil: string | null;
  reasons: string[];
  calls: number;
  delivered: number;
  failed: number;
}

export interface OverviewView {
  range: StatsRange;
  firstDay: string;
  lastDay: string;
  /** When the figures were last computed; null before the first time. */
  updatedAt: string | null;
  figures: RangeFigures;
  successRate: number | null;
  successRateBefore: number | null;
  medianMs: number | null;
  p95Ms: number | null;
  creditsByPlan: Record<string, number>;
  days: DayFigures[];
  models: ModelFigures[];
  live: LiveFigures;
  vendors: VendorHealth[];
  alerts: AlertView[];
}

/** Requests of one kind in a range. */
export interface RequestFigures {
  key: string;
  count: number;
  /** Answered with 400 to 499: what callers did wrong or may not do. */
  refused: number;
  /** Answered with 500 and more: what went wrong on our side. */
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

export interface RequestStatsView {
  range: StatsRange;
  /** The one day that is shown by its hours; null where there are several. */
  day: string | null;
  total: RequestFigures;
  routes: RequestFigures[];
  clients: RequestFigures[];
  statuses: RequestFigures[];
  topErrors: { code: string; status: number; route: string; count: number }[];
  /** By the hours of one day, or by days. */
  points: { x: string; count: number; refused: number; errors: number; p95Ms: number }[];
}

export interface RequestView {
  at: string;
  requestId: string;
  method: string;
  route: string;
  client: string;
  userId: string | null;
  /** Of the person; null for a visitor. */
  username: string | null;
  status: number;
  errorCode: string | null;
  durationMs: number;
  bytesOut: number | null;
}

export interface RequestPage {
  items: RequestView[];
  nextCursor: string | null;
}

/** The id of a function, without the name of the app in front. */
export const jobId = z.string().regex(/^[a-z0-9-]{1,80}$/);
export const jobIdInput = z.strictObject({ id: jobId });

export const listFailedRunsInput = z.strictObject({
  /** Of one job; of all where it is missing. */
  job: jobId.optional(),
  /** Days of Shanghai on which they failed, both included. */
  ...panelDays,
  /** Of the hours before this moment, as the figures count them. */
  hours: z.coerce.number().int().min(1).max(168).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(50).default(30),
});

/** One run of a job. */
export interface JobRunView {
  id: string;
  state: "running" | "completed" | "failed" | "cancelled";
  /** What started it: its clock, an admin, or an event of the product. */
  by: "clock" | "panel" | "event";
  startedAt: string;
  endedAt: string | null;
  durationMs: number | null;
  /** What it answered, or why it failed; shortened. */
  result: string | null;
}

/** A run that failed, with its job; that may be one which is no longer there. */
export interface FailedRunView extends JobRunView {
  job: string;
}
export interface FailedRunPage {
  items: FailedRunView[];
  nextCursor: string | null;
}

/** A function of the platform; without `crons` only events start it. */
export interface JobView {
  id: string;
  crons: string[];
  lastTick: string | null;
  nextTick: string | null;
  lastRun: JobRunView | null;
  /** Runs that have begun and not ended; a run that waits counts. */
  running: number;
  /** Runs that failed in the last seven days. */
  failures: number;
  /** Its steps that are due and wait for a free place. */
  queued: number;
  oldestDueMs: number | null;
}

export interface JobsView {
  /** True when an Inngest server runs the jobs: their history stands there, and none of it here. */
  isOnServer: boolean;
  jobs: JobView[];
  /** Everything that is due, events that wait for their way among it. */
  queued: BoundedCount;
  oldestDueMs: number | null;
}

export const listMarginsInput = z.strictObject({ range: z.enum(statsRanges).default("30d") });

/** What pictures brought and took in a range. */
export interface Margin {
  delivered: number;
  /** Charged for the pictures. */
  credits: number;
  /** What the vendors took, as far as the terms say; in millionths of a yuan. */
  costMicroYuan: number;
  /** The money that came in less what went back; of a model its share by credits, null where nothing was charged. */
  revenueFen: number | null;
  /** The revenue less the cost in whole fen; null where the revenue is. */
  marginFen: number | null;
}
/** Of one model; `own` stands for all keys that people have brought themselves. */
export interface ModelMargin extends Margin {
  model: string;
}
export interface MarginsView {
  range: StatsRange;
  firstDay: string;
  lastDay: string;
  /** Whatever was delivered, charged or paid for in the range, also of models that are gone; most credits first. */
  models: ModelMargin[];
  total: Margin;
}

/** What the panel's finder takes: an id, an address, a name, or a number of WeChat Pay. */
export const findAnythingInput = z.strictObject({ q: plainText(200) });
export const foundKinds = [
  "user",
  "generation",
  "image",
  "order",
  "announcement",
  "delivery",
  "config",
  "style",
  "word",
  "entry",
  "userLedger",
  "subjectLedger",
  "difference",
  "job",
  "audit",
  "request",
] as const;
/** A record that a text leads to, or the list of what belongs to it, by whose id or name that is. */
export interface FoundView {
  kind: (typeof foundKinds)[number];
  id: string;
  /** By what people know it, where it has more than its id. */
  text: string | null;
}
