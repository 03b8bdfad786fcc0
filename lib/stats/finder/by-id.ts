import { eq, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import * as tables from "@/db/schema";
import { type IdKind, idPrefixes } from "@/lib/platform/ids";
import { idOf } from "../jobs/known";
import type { FoundView } from "../schema";
import { findByRequest } from "./by-request";

type Find = (from: Executor, id: string) => Promise<FoundView[]>;

/** Kinds of ids that lead to no record, each with why. */
export const leadsNowhere = {
  engineEvent: "an event has no page, and the runs that it started are not kept by it",
} as const satisfies Partial<Record<IdKind, string>>;

const found = (kind: FoundView["kind"], id: unknown): FoundView[] =>
  typeof id === "string" ? [{ kind, id, text: null }] : [];

type Ids = PgTable & { id: AnyPgColumn };

/** The record that an id of this table names, or the one that it belongs to. */
const byId =
  (kind: FoundView["kind"], table: Ids, leadsTo: AnyPgColumn = table.id): Find =>
  async (from, id) => {
    const [row] = await from.select({ id: leadsTo }).from(table).where(eq(table.id, id));
    return found(kind, row?.id);
  };

/** The person whom a thing of theirs leads to. */
const ownerOf = (table: Ids & { userId: AnyPgColumn }): Find => byId("user", table, table.userId);

/** What somebody set up for themselves is theirs; only the platform's configs have a record. */
const configOf = (row: { id: string; userId: string | null } | undefined): FoundView[] =>
  row?.userId ? found("user", row.userId) : found("config", row?.id);

const configColumns = { id: tables.apiConfigs.id, userId: tables.apiConfigs.userId };

/** The config that a thing of this table belongs to. */
const byConfig =
  (table: Ids & { apiConfigId: AnyPgColumn }): Find =>
  async (from, id) => {
    const [row] = await from
      .select(configColumns)
      .from(table)
      .innerJoin(tables.apiConfigs, eq(tables.apiConfigs.id, table.apiConfigId))
      .where(eq(table.id, id));
    return configOf(row);
  };

/** The job whose run this is; what handles the failure of a job is part of that one. */
const jobOf = (fnId: string | null | undefined): FoundView[] =>
  fnId ? found("job", idOf(fnId).replace(/-failure$/, "")) : [];

/** Where each kind of id leads; each by the key of its table. A new kind is decided here or in `leadsNowhere`. */
const finders: Record<Exclude<IdKind, keyof typeof leadsNowhere>, Find> = {
  user: byId("user", tables.users),
  generation: byId("generation", tables.generations),
  attempt: byId("generation", tables.generationAttempts, tables.generationAttempts.generationId),
  output: byId("generation", tables.generationOutputs, tables.generationOutputs.generationId),
  timelineEntry: byId("generation", tables.generationTimeline, tables.generationTimeline.generationId),
  image: byId("image", tables.generatedImages),
  publicationMove: byId("image", tables.publicationMoves, tables.publicationMoves.imageId),
  moderationCheck: byId("image", tables.moderationChecks, tables.moderationChecks.subjectId),
  report: byId("image", tables.imageReports, tables.imageReports.imageId),
  ledgerEntry: byId("entry", tables.ledgerEntries),
  creditGrant: byId("userLedger", tables.creditGrants, tables.creditGrants.userId),
  creditReservation: byId("subjectLedger", tables.creditReservations, tables.creditReservations.subjectId),
  order: byId("order", tables.orders),
  orderMove: byId("order", tables.orderMoves, tables.orderMoves.orderId),
  refund: byId("order", tables.refunds, tables.refunds.orderId),
  refundRequest: byId("order", tables.refundRequests, tables.refundRequests.orderId),
  membershipTerm: byId("order", tables.membershipTerms, tables.membershipTerms.orderId),
  paymentDifference: byId("difference", tables.paymentDifferences),
  // A message of somebody who only follows belongs to nothing here; a notice of a payment speaks of its order.
  wechatNotice: async (from, id) => {
    const [row] = await from
      .select({ id: tables.orders.id })
      .from(tables.wechatNotices)
      .innerJoin(tables.orders, eq(tables.orders.id, tables.wechatNotices.orderId))
      .where(eq(tables.wechatNotices.id, id));
    return found("order", row?.id);
  },
  announcement: byId("announcement", tables.announcements),
  delivery: byId("delivery", tables.notificationDeliveries),
  styleTag: byId("style", tables.styleTags, tables.styleTags.slug),
  moderationWord: byId("word", tables.moderationWords, tables.moderationWords.word),
  notification: ownerOf(tables.notifications),
  mask: ownerOf(tables.editMasks),
  savedPrompt: ownerOf(tables.savedPrompts),
  device: ownerOf(tables.devices),
  deviceToken: async (from, id) => {
    const [row] = await from
      .select({ id: tables.devices.userId })
      .from(tables.deviceTokens)
      .innerJoin(tables.devices, eq(tables.devices.id, tables.deviceTokens.deviceId))
      .where(eq(tables.deviceTokens.id, id));
    return found("user", row?.id);
  },
  binding: ownerOf(tables.bindingSessions),
  wechatIdentity: ownerOf(tables.wechatIdentities),
  collection: ownerOf(tables.collections),
  // The log of copies outlives its images, not its people.
  unlabelledCopy: ownerOf(tables.unlabelledCopies),
  shareLink: ownerOf(tables.shareLinks),
  apiKey: ownerOf(tables.apiKeys),
  session: ownerOf(tables.userSessions),
  webhookEndpoint: ownerOf(tables.webhookEndpoints),
  recovery: ownerOf(tables.passwordRecoveries),
  apiConfig: async (from, id) => {
    const [row] = await from
      .select(configColumns)
      .from(tables.apiConfigs)
      .where(eq(tables.apiConfigs.id, id));
    return configOf(row);
  },
  channel: byConfig(tables.channels),
  vendorNotice: byConfig(tables.vendorNotices),
  engineRun: async (from, id) => {
    const [row] = await from
      .select({ fnId: tables.engineRuns.fnId })
      .from(tables.engineRuns)
      .where(eq(tables.engineRuns.id, id));
    return jobOf(row?.fnId);
  },
  engineJob: async (from, id) => {
    const [row] = await from
      .select({ fnId: sql<string | null>`coalesce(${tables.engineRuns.fnId}, ${tables.engineJobs.fnId})` })
      .from(tables.engineJobs)
      .leftJoin(tables.engineRuns, eq(tables.engineRuns.id, tables.engineJobs.runId))
      .where(eq(tables.engineJobs.id, id));
    return jobOf(row?.fnId);
  },
  audit: byId("audit", tables.auditLog),
  request: findByRequest,
};

const byPrefix = new Map<string, Find>(
  Object.entries(finders).map(([kind, find]) => [idPrefixes[kind as keyof typeof finders], find]),
);

/** What an id leads to, or an account of the ledger, which is named after its person; null for what is neither. */
export function findById(from: Executor, text: string): Promise<FoundView[]> | null {
  const [, id = "", prefix = "", account] =
    /^(([a-z]{3})_[0-9a-z]{26})(:available|:reserved)?$/.exec(text.toLowerCase()) ?? [];
  const find = byPrefix.get(prefix);
  if (!find) return null;
  if (account === undefined) return find(from, id);
  return prefix === idPrefixes.user ? byId("userLedger", tables.users)(from, id) : null;
}
