import { exportLedger } from "@/lib/credits/admin/export";
import { listAllEntries, listEntriesAbout, listLedgerChecks } from "@/lib/credits/admin/ledger";
import { findDelivery, listAllDeliveries } from "@/lib/notifications/admin/deliveries";
import { exportOrders, exportRefunds } from "@/lib/orders/admin/export";
import { findOrderRecord } from "@/lib/orders/admin/get";
import {
  listAllOrders,
  listAllProducts,
  listDifferences,
  listOpenRefunds,
  listRefundRequests,
  listTradeBills,
} from "@/lib/orders/admin/list";
import { listAllRefunds } from "@/lib/orders/admin/refunds";
import { BILL_JOB } from "@/lib/orders/rules";
import type { CsvFile } from "@/lib/platform/http/csv-answer";
import { listAnnouncements } from "@/lib/settings/admin";
import { findAuditLine, listAuditActions, listAuditLines } from "@/lib/stats/audit/read";
import { getOverview } from "@/lib/stats/figures/read";
import { listFailedRuns } from "@/lib/stats/jobs/failed";
import { findJob, listJobs } from "@/lib/stats/jobs/read";
import { listRequests } from "@/lib/stats/requests/find";
import { getRequestStats, listRequestRoutes } from "@/lib/stats/requests/read";
import { statsRanges } from "@/lib/stats/schema";
import { type Read, world } from "./world";

const { ctx, busy } = world;
const orders = (input: Parameters<typeof listAllOrders>[0]["input"]) => () =>
  listAllOrders({ ctx: ctx(), input });
const entries = (input: Parameters<typeof listAllEntries>[0]["input"]) => () =>
  listAllEntries({ ctx: ctx(), input });
const lines = (input: Parameters<typeof listAuditLines>[0]["input"]) => () =>
  listAuditLines({ ctx: ctx(), input });
const letters = (input: Parameters<typeof listAllDeliveries>[0]["input"]) => () =>
  listAllDeliveries({ ctx: ctx(), input });
const requests = (input: Parameters<typeof listRequests>[0]["input"]) => () =>
  listRequests({ ctx: ctx(), input });
const refunds = (input: Parameters<typeof listAllRefunds>[0]["input"]) => () =>
  listAllRefunds({ ctx: ctx(), input });
const failures = (input: Parameters<typeof listFailedRuns>[0]["input"]) => () =>
  listFailedRuns({ ctx: ctx(), input });
const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const yesterday = dayAgo(1);
const halfYearAgo = dayAgo(200);
const aDay = { from: yesterday, to: yesterday };
const month = { from: dayAgo(30), to: yesterday };

/** The first part of a file, which is what one read of the database brings; the further ones are like it. */
const firstPart = (make: () => Promise<CsvFile>) => async () => {
  for await (const part of (await make()).parts) return part.length;
  return 0;
};
const ordersFile = (filters: Partial<Parameters<typeof exportOrders>[0]["input"]>) =>
  firstPart(() => exportOrders({ ctx: ctx(), input: { ...month, ...filters } }));
const ledgerFile = (filters: Partial<Parameters<typeof exportLedger>[0]["input"]>) =>
  firstPart(() => exportLedger({ ctx: ctx(), input: { ...month, ...filters } }));
const refundsFile = (filters: Partial<Parameters<typeof exportRefunds>[0]["input"]>) =>
  firstPart(() => exportRefunds({ ctx: ctx(), input: { ...month, ...filters } }));

const money: Read[] = [
  { page: "/admin/money/orders", name: "newest", run: orders({}) },
  { page: "/admin/money/orders", name: "deep", run: orders({ cursor: world.deep("ord") }) },
  { page: "/admin/money/orders", name: "refunded", run: orders({ status: "refunded" }) },
  { page: "/admin/money/orders", name: "ever paid", run: orders({ status: "paid" }) },
  { page: "/admin/money/orders", name: "paid of 30 days", run: orders({ status: "paid", ...month }) },
  {
    page: "/admin/money/orders",
    name: "paid of half a year, deep",
    run: orders({ status: "paid", from: halfYearAgo, cursor: world.deep("ord") }),
  },
  { page: "/admin/money/orders", name: "made in 30 days", run: orders(month) },
  { page: "/admin/money/orders", name: "undelivered, none", run: orders({ status: "undelivered" }) },
  { page: "/admin/money/orders", name: "expired of a day", run: orders({ status: "expired", ...aDay }) },
  {
    page: "/admin/money/orders",
    name: "person and state",
    run: orders({ user: busy, status: "refunded" }),
  },
  { page: "/admin/money/orders", name: "person, paid", run: orders({ user: busy, status: "paid" }) },
  { page: "/admin/money/orders", name: "by refund", run: orders({ number: world.refund }) },
  { page: "/admin/money/orders", name: "by WeChat's refund", run: orders({ number: "wx-100" }) },
  { page: "/admin/money/orders", name: "person", run: orders({ user: busy }) },
  { page: "/admin/money/orders", name: "by number", run: orders({ number: world.order }) },
  { page: "/admin/money/orders", name: "by transaction", run: orders({ number: "tx-100" }) },
  {
    page: "/admin/money/orders",
    name: "one order",
    run: () => findOrderRecord({ ctx: ctx(), input: { id: world.order } }),
  },
  {
    page: "/admin/money/refunds",
    name: "requests",
    run: () => listRefundRequests({ ctx: ctx(), input: {} }),
  },
  {
    page: "/admin/money/refunds",
    name: "open requests",
    run: () => listRefundRequests({ ctx: ctx(), input: { state: "open" } }),
  },
  { page: "/admin/money/refunds", name: "under way", run: () => listOpenRefunds({ ctx: ctx() }) },
  { page: "/admin/money/refunds", name: "all", run: refunds({}) },
  { page: "/admin/money/refunds", name: "all, deep", run: refunds({ cursor: world.deep("rfd") }) },
  {
    page: "/admin/money/refunds",
    name: "arrived in 30 days",
    run: refunds({ status: "succeeded", ...month }),
  },
  { page: "/admin/money/refunds", name: "decided in 30 days", run: refunds(month) },
  { page: "/admin/money/refunds", name: "abnormal", run: refunds({ status: "abnormal" }) },
  { page: "/admin/money/products", name: "all", run: () => listAllProducts({ ctx: ctx() }) },
  { page: "/admin/money/differences", name: "open", run: () => listDifferences({ ctx: ctx(), input: {} }) },
  {
    page: "/admin/money/differences",
    name: "resolved",
    run: () => listDifferences({ ctx: ctx(), input: { state: "resolved" } }),
  },
  {
    page: "/admin/money/differences",
    name: "last check of the bills",
    run: () => findJob({ ctx: ctx(), input: { id: BILL_JOB } }),
  },
  { page: "/admin/money/differences", name: "bills", run: () => listTradeBills({ ctx: ctx() }) },
  { page: "/admin/money/ledger", name: "newest", run: entries({}) },
  { page: "/admin/money/ledger", name: "deep", run: entries({ cursor: world.deep("led") }) },
  { page: "/admin/money/ledger", name: "kind", run: entries({ kind: "release" }) },
  { page: "/admin/money/ledger", name: "kind without rows", run: entries({ kind: "revoke" }) },
  { page: "/admin/money/ledger", name: "a day", run: entries(aDay) },
  {
    page: "/admin/money/ledger",
    name: "settled in 30 days",
    run: entries({ kind: "settle", ...month }),
  },
  {
    page: "/admin/money/ledger",
    name: "settled in 30 days, a plan",
    run: entries({ kind: "settle", plan: "enterprise", ...month }),
  },
  {
    page: "/admin/money/ledger",
    name: "person of 30 days",
    run: entries({ userId: world.quiet, ...month }),
  },
  { page: "/admin/money/ledger", name: "person", run: entries({ userId: busy }) },
  { page: "/admin/money/ledger", name: "person and kind", run: entries({ userId: busy, kind: "grant" }) },
  { page: "/admin/money/ledger", name: "subject", run: entries({ subjectId: world.generation }) },
  { page: "/admin/money/ledger", name: "key", run: entries({ businessKey: `close:${world.generation}` }) },
  {
    page: "/admin/money/ledger",
    name: "about one thing",
    run: () =>
      listEntriesAbout({ ctx: ctx(), input: { subjectId: world.order, businessKeys: ["welcome:5"] } }),
  },
  { page: "/admin/money/ledger", name: "checks", run: () => listLedgerChecks({ ctx: ctx() }) },
  { page: "exports/orders", name: "paid of 30 days", run: ordersFile({ status: "paid" }) },
  { page: "exports/orders", name: "made in 30 days", run: ordersFile({}) },
  {
    page: "exports/refunds",
    name: "arrived in 30 days",
    run: refundsFile({ status: "succeeded" }),
  },
  { page: "exports/ledger", name: "settled in 30 days", run: ledgerFile({ kind: "settle" }) },
  { page: "exports/ledger", name: "a person's 30 days", run: ledgerFile({ userId: busy }) },
];

const system: Read[] = [
  { page: "/admin/system/audit", name: "newest", run: lines({}) },
  { page: "/admin/system/audit", name: "deep", run: lines({ cursor: world.deep("aud") }) },
  { page: "/admin/system/audit", name: "actor", run: lines({ actor: world.admin }) },
  { page: "/admin/system/audit", name: "action", run: lines({ action: "users.suspend" }) },
  { page: "/admin/system/audit", name: "subject", run: lines({ subject: busy }) },
  { page: "/admin/system/audit", name: "a day", run: lines({ from: yesterday, to: yesterday }) },
  {
    page: "/admin/system/audit",
    name: "subject and action",
    run: lines({ subject: busy, action: "credits.adjust" }),
  },
  { page: "/admin/system/audit", name: "actions", run: () => listAuditActions({ ctx: ctx() }) },
  {
    page: "/admin/system/audit",
    name: "one line",
    run: () => findAuditLine({ ctx: ctx(), input: { id: world.audit } }),
  },
  { page: "/admin/system/deliveries", name: "newest", run: letters({}) },
  { page: "/admin/system/deliveries", name: "deep", run: letters({ cursor: world.deep("dlv") }) },
  { page: "/admin/system/deliveries", name: "failed", run: letters({ state: "failed" }) },
  { page: "/admin/system/deliveries", name: "channel", run: letters({ channel: "email" }) },
  { page: "/admin/system/deliveries", name: "person", run: letters({ user: busy }) },
  {
    page: "/admin/system/deliveries",
    name: "one",
    run: () => findDelivery({ ctx: ctx(), input: { id: world.delivery } }),
  },
  { page: "/admin/system/jobs", name: "all", run: () => listJobs({ ctx: ctx() }) },
  {
    page: "/admin/system/jobs",
    name: "one",
    run: () => findJob({ ctx: ctx(), input: { id: "run-generation" } }),
  },
  { page: "/admin/system/jobs", name: "failed", run: failures({}) },
  { page: "/admin/system/jobs", name: "failed of a day", run: failures(aDay) },
  { page: "/admin/system/jobs", name: "failed in 24 hours", run: failures({ hours: 24 }) },
  { page: "/admin/system/jobs", name: "failed of one", run: failures({ job: "sweep-generations" }) },
  { page: "/admin/system/jobs", name: "failed of one, none", run: failures({ job: "run-generation" }) },
  {
    page: "/admin/system/announcements",
    name: "all",
    run: () => listAnnouncements({ ctx: ctx(), input: {} }),
  },
];

const figures: Read[] = [
  ...statsRanges.map((range) => ({
    page: "/admin",
    name: range,
    run: () => getOverview({ ctx: ctx(), input: { range } }),
  })),
  ...statsRanges.map((range) => ({
    page: "/admin/stats",
    name: range,
    run: () => getRequestStats({ ctx: ctx(), input: { range } }),
  })),
  {
    page: "/admin/stats",
    name: "30d of a route, 4xx",
    run: () => getRequestStats({ ctx: ctx(), input: { range: "30d", route: "/api/v1/me", status: "4xx" } }),
  },
  {
    page: "/admin/stats",
    name: "30d of a client",
    run: () => getRequestStats({ ctx: ctx(), input: { range: "30d", client: "web" } }),
  },
  {
    page: "/admin/stats",
    name: "a past day by its hours",
    run: () => getRequestStats({ ctx: ctx(), input: { day: yesterday } }),
  },
  {
    page: "/admin/stats",
    name: "a past day of a route, one error",
    run: () =>
      getRequestStats({
        ctx: ctx(),
        input: { day: yesterday, route: "/api/v1/me", status: "404", code: "not_found" },
      }),
  },
  { page: "/admin/stats", name: "routes", run: () => listRequestRoutes({ ctx: ctx() }) },
  { page: "/admin/stats", name: "newest requests", run: requests({}) },
  { page: "/admin/stats", name: "requests of a day", run: requests({ day: yesterday }) },
  { page: "/admin/stats", name: "one request", run: requests({ requestId: world.request }) },
  { page: "/admin/stats", name: "of a busy person", run: requests({ userId: busy }) },
  { page: "/admin/stats", name: "of a quiet person", run: requests({ userId: world.quiet }) },
  { page: "/admin/stats", name: "5xx of the last day", run: requests({ status: "5xx" }) },
  { page: "/admin/stats", name: "404 of a day", run: requests({ status: "404", day: yesterday }) },
  {
    page: "/admin/stats",
    name: "one error of a route",
    run: requests({ route: "/api/v1/me", code: "not_found" }),
  },
  {
    page: "/admin/stats",
    name: "an error that never was",
    run: requests({ code: "no_such_code" }),
  },
  {
    page: "/admin/stats",
    name: "rare in the last day",
    run: requests({ route: "/api/v1/devices", client: "ios", status: "5xx" }),
  },
];

export const platformReads: readonly Read[] = [...figures, ...money, ...system];
