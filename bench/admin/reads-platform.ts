import { listAllEntries, listEntriesAbout, listLedgerChecks } from "@/lib/credits/admin/ledger";
import { findDelivery, listAllDeliveries } from "@/lib/notifications/admin/deliveries";
import { findOrderRecord } from "@/lib/orders/admin/get";
import {
  listAllOrders,
  listAllProducts,
  listDifferences,
  listOpenRefunds,
  listRefundRequests,
  listTradeBills,
} from "@/lib/orders/admin/list";
import { listAnnouncements } from "@/lib/settings/admin";
import { findAuditLine, listAuditActions, listAuditLines } from "@/lib/stats/audit/read";
import { getOverview } from "@/lib/stats/figures/read";
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
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

const money: Read[] = [
  { page: "/admin/money/orders", name: "newest", run: orders({}) },
  { page: "/admin/money/orders", name: "deep", run: orders({ cursor: world.deep("ord") }) },
  { page: "/admin/money/orders", name: "refunded", run: orders({ status: "refunded" }) },
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
  { page: "/admin/money/products", name: "all", run: () => listAllProducts({ ctx: ctx() }) },
  { page: "/admin/money/differences", name: "open", run: () => listDifferences({ ctx: ctx(), input: {} }) },
  { page: "/admin/money/differences", name: "bills", run: () => listTradeBills({ ctx: ctx() }) },
  { page: "/admin/money/ledger", name: "newest", run: entries({}) },
  { page: "/admin/money/ledger", name: "deep", run: entries({ cursor: world.deep("led") }) },
  { page: "/admin/money/ledger", name: "kind", run: entries({ kind: "release" }) },
  { page: "/admin/money/ledger", name: "kind without rows", run: entries({ kind: "revoke" }) },
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
  { page: "/admin/stats", name: "routes", run: () => listRequestRoutes({ ctx: ctx() }) },
  { page: "/admin/stats", name: "newest requests", run: requests({}) },
  { page: "/admin/stats", name: "requests of a day", run: requests({ day: yesterday }) },
  { page: "/admin/stats", name: "one request", run: requests({ requestId: world.request }) },
  { page: "/admin/stats", name: "of a busy person", run: requests({ userId: busy }) },
  { page: "/admin/stats", name: "of a quiet person", run: requests({ userId: world.quiet }) },
  { page: "/admin/stats", name: "5xx of the last day", run: requests({ status: "5xx" }) },
  {
    page: "/admin/stats",
    name: "rare in the last day",
    run: requests({ route: "/api/v1/devices", client: "ios", status: "5xx" }),
  },
];

export const platformReads: readonly Read[] = [...figures, ...money, ...system];
