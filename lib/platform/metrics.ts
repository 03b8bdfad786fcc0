import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { singleton } from "./process/singleton";

/** The platform's metrics by their agreed names; one registry per process. */
export const metrics = () =>
  singleton("metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    return {
      registry,
      httpRequests: new Counter({
        name: "http_requests_total",
        help: "Answered HTTP requests.",
        labelNames: ["method", "endpoint", "status_code"] as const,
        registers,
      }),
      httpDuration: new Histogram({
        name: "http_request_duration_seconds",
        help: "Time to answer an HTTP request, in seconds.",
        labelNames: ["method", "endpoint"] as const,
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers,
      }),
      activeUsers: new Gauge({
        name: "active_users_total",
        help: "Users seen by this process in the last 5 minutes.",
        registers,
      }),
      generationRequests: new Counter({
        name: "generation_requests_total",
        help: "Generations that ended, by model, resolution tier and final status.",
        labelNames: ["model", "quality", "status"] as const,
        registers,
      }),
      creditsConsumed: new Counter({
        name: "credits_consumed_total",
        help: "Credits charged for delivered images.",
        labelNames: ["user_plan"] as const,
        registers,
      }),
      paymentDifferences: new Counter({
        name: "payment_differences_total",
        help: "Payments and refunds that do not fit what we know, by kind; nothing was given for them.",
        labelNames: ["kind"] as const,
        registers,
      }),
      databaseConnections: new Gauge({
        name: "database_connections_active",
        help: "Open connections of this application in the database.",
        registers,
      }),
      redisMemory: new Gauge({
        name: "redis_memory_usage_bytes",
        help: "used_memory as Redis reports it; absent without Redis.",
        registers,
      }),
      requestLogRows: new Counter({
        name: "request_log_rows_total",
        help: "Rows of the request log, written or dropped because the database did not take them in time.",
        labelNames: ["outcome"] as const,
        registers,
      }),
      refusedRequests: new Counter({
        name: "http_requests_refused_total",
        help: "Requests refused by a frame before any verb ran, by reason.",
        labelNames: ["reason"] as const,
        registers,
      }),
    };
  });

const ACTIVE_WINDOW_MS = 5 * 60_000;
const seen = () => singleton("metrics.seen", () => new Map<string, number>());

/** Notes that a user was here; feeds active_users_total. */
export function noteActiveUser(userId: string, nowMs: number): void {
  seen().set(userId, nowMs);
}

/** Counts the users of the last 5 minutes and forgets the others. */
export function countActiveUsers(nowMs: number): number {
  for (const [userId, atMs] of seen()) if (nowMs - atMs > ACTIVE_WINDOW_MS) seen().delete(userId);
  return seen().size;
}
