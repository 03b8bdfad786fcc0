import { eq, or, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { type Executor, executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import {
  announcements,
  apiConfigs,
  apiKeys,
  auditLog,
  devices,
  generatedImages,
  generationAttempts,
  generations,
  notificationDeliveries,
  orders,
  refundRequests,
  refunds,
  requestLog,
  userSessions,
  users,
  wechatIdentities,
} from "@/db/schema";
import { requirePermission } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";
import { type FoundView, findAnythingInput } from "../schema";

/** Records of one kind that one text leads to. */
const MOST = 10;

type Find = (from: Executor, text: string) => Promise<FoundView[]>;

/** The record that an id of this table names, or the one that it belongs to. */
const byId =
  (kind: FoundView["kind"], table: PgTable, id: AnyPgColumn, leadsTo: AnyPgColumn = id): Find =>
  async (from, text) => {
    const rows = await from.select({ id: leadsTo }).from(table).where(eq(id, text)).limit(1);
    return rows.flatMap((row) => (typeof row.id === "string" ? [{ kind, id: row.id, text: null }] : []));
  };

/** The person whom a thing of theirs leads to. */
const ownerOf = (table: PgTable, id: AnyPgColumn, owner: AnyPgColumn): Find => byId("user", table, id, owner);

/** Where each kind of id leads, by its prefix; each by the key of its table. */
const finders: Record<string, Find> = {
  usr: byId("user", users, users.id),
  gen: byId("generation", generations, generations.id),
  att: byId("generation", generationAttempts, generationAttempts.id, generationAttempts.generationId),
  img: byId("image", generatedImages, generatedImages.id),
  ord: byId("order", orders, orders.id),
  rfd: byId("order", refunds, refunds.id, refunds.orderId),
  rrq: byId("order", refundRequests, refundRequests.id, refundRequests.orderId),
  ann: byId("announcement", announcements, announcements.id),
  dlv: byId("delivery", notificationDeliveries, notificationDeliveries.id),
  aud: byId("audit", auditLog, auditLog.id),
  dev: ownerOf(devices, devices.id, devices.userId),
  ses: ownerOf(userSessions, userSessions.id, userSessions.userId),
  key: ownerOf(apiKeys, apiKeys.id, apiKeys.userId),
  wxi: ownerOf(wechatIdentities, wechatIdentities.id, wechatIdentities.userId),
  cfg: async (from, text) => {
    const [row] = await from
      .select({ id: apiConfigs.id, userId: apiConfigs.userId })
      .from(apiConfigs)
      .where(eq(apiConfigs.id, text));
    if (!row) return [];
    // What somebody set up for themselves is theirs; only the platform's have a record.
    if (row.userId !== null) return [{ kind: "user", id: row.userId, text: null }];
    return [{ kind: "config", id: row.id, text: null }];
  },
  req: findByRequest,
};

/** What a request did: its line in the log, what it placed or bought, and what it wrote. */
async function findByRequest(from: Executor, text: string): Promise<FoundView[]> {
  const [logged, placed, bought, written] = await Promise.all([
    from.select({ route: requestLog.route }).from(requestLog).where(eq(requestLog.requestId, text)).limit(1),
    from.select({ id: generations.id }).from(generations).where(eq(generations.requestId, text)).limit(MOST),
    from.select({ id: orders.id }).from(orders).where(eq(orders.requestId, text)).limit(MOST),
    from
      .select({ id: auditLog.id, action: auditLog.action })
      .from(auditLog)
      .where(eq(auditLog.requestId, text))
      .orderBy(...newestFirst(auditLog))
      .limit(MOST),
  ]);
  return [
    ...logged.map(({ route }): FoundView => ({ kind: "request", id: text, text: route })),
    ...placed.map(({ id }): FoundView => ({ kind: "generation", id, text: null })),
    ...bought.map(({ id }): FoundView => ({ kind: "order", id, text: null })),
    ...written.map(({ id, action }): FoundView => ({ kind: "audit", id, text: action })),
  ];
}

/** People by their whole address or name, or by what WeChat knows them as. */
async function findPeople(from: Executor, text: string): Promise<FoundView[]> {
  const lower = text.toLowerCase();
  const [named, followed] = await Promise.all([
    from
      .select({ id: users.id, text: users.username })
      .from(users)
      .where(or(eq(users.email, lower), sql`lower(${users.username}) = ${lower}`))
      .limit(MOST),
    from
      .select({ id: users.id, text: users.username })
      .from(wechatIdentities)
      .innerJoin(users, eq(users.id, wechatIdentities.userId))
      .where(eq(wechatIdentities.openid, text))
      .limit(MOST),
  ]);
  const people = new Map([...named, ...followed].map((row) => [row.id, row]));
  return [...people.values()].map((row) => ({ kind: "user", ...row }));
}

/** Orders by WeChat Pay's own numbers: of the payment, or of money that went back. */
async function findPaid(from: Executor, text: string): Promise<FoundView[]> {
  const [paid, returned] = await Promise.all([
    from.select({ id: orders.id }).from(orders).where(eq(orders.transactionId, text)),
    from.select({ id: refunds.orderId }).from(refunds).where(eq(refunds.refundId, text)),
  ]);
  return [...new Set([...paid, ...returned].map(({ id }) => id))].map((id) => ({
    ...{ kind: "order", id, text: null },
  }));
}

/**
 * The records that a text leads to: any id of the product, the address, name or openid of a person, a number of WeChat
 * Pay. Every question is about one value and answered by an index; nothing is looked for inside of words.
 */
export async function findAnything({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: z.input<typeof findAnythingInput>;
}): Promise<FoundView[]> {
  requirePermission(ctx.actor, "READ_ADMIN");
  const text = findAnythingInput.parse(input).q.trim();
  if (text === "") return [];
  const from = executor(ctx);
  const [, prefix] = /^([a-z]{3})_[0-9a-z]{26}$/.exec(text) ?? [];
  const find = prefix === undefined ? undefined : finders[prefix];
  if (find) return find(from, text);
  const [people, paid] = await Promise.all([findPeople(from, text), findPaid(from, text)]);
  return [...people, ...paid];
}
