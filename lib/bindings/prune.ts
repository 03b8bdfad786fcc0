import { and, eq, inArray, isNull, lt, notExists, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { bindingSessions, devices, deviceTokens, oauthReturns, wechatNotices } from "@/db/schema";
import { requireJob } from "@/lib/accounts/rules";
import type { Ctx } from "@/lib/platform/context";

const DAY_MS = 86_400_000;
const BATCH = 2_000;

/** What one nightly round removes, by kind. */
export interface PruneCounts {
  sessions: number;
  tokens: number;
  oauthReturns: number;
  notices: number;
  devices: number;
}

/**
 * Forgets what has served its purpose: codes and handled notices after 30 days (until then a person can undo a
 * binding by its link), refresh tokens a day after their end, exchanged OAuth codes after an hour, and clients that
 * belong to nobody and have had no token for 30 days; they can register again. Codes that ran out are marked so.
 */
export async function pruneBindings({ ctx }: { ctx: Ctx }): Promise<PruneCounts> {
  requireJob(ctx.actor);
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  await expireSessions(ctx.now);
  return {
    sessions: await inBatches(() => pruneSessions(before(30 * DAY_MS))),
    tokens: await inBatches(() => pruneTokens(before(DAY_MS), before(7 * DAY_MS))),
    oauthReturns: await inBatches(() => pruneReturns(before(3_600_000))),
    notices: await inBatches(() => pruneNotices(before(30 * DAY_MS))),
    devices: await inBatches(() => pruneDevices(before(30 * DAY_MS))),
  };
}

async function inBatches(remove: () => Promise<{ length: number }>): Promise<number> {
  let removed = 0;
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = (await remove()).length;
  return removed;
}

async function expireSessions(now: Date): Promise<void> {
  await db()
    .update(bindingSessions)
    .set({ state: "expired", updatedAt: now })
    .where(and(inArray(bindingSessions.state, ["pending", "scanned"]), lt(bindingSessions.expiresAt, now)));
}

function pruneSessions(before: Date) {
  const { id } = bindingSessions;
  const old = db()
    .select({ id })
    .from(bindingSessions)
    .where(lt(bindingSessions.createdAt, before))
    .limit(BATCH);
  return db().delete(bindingSessions).where(inArray(id, old)).returning({ id });
}

/** A token that was used or ended is only kept so long that its second use is noticed. */
function pruneTokens(before: Date, usedBefore: Date) {
  const { id, expiresAt, usedAt, revokedAt } = deviceTokens;
  const done = or(lt(expiresAt, before), lt(usedAt, usedBefore), lt(revokedAt, usedBefore));
  const old = db().select({ id }).from(deviceTokens).where(done).limit(BATCH);
  return db().delete(deviceTokens).where(inArray(id, old)).returning({ id });
}

function pruneReturns(before: Date) {
  const { codeHash } = oauthReturns;
  const old = db()
    .select({ codeHash })
    .from(oauthReturns)
    .where(lt(oauthReturns.createdAt, before))
    .limit(BATCH);
  return db().delete(oauthReturns).where(inArray(codeHash, old)).returning({ codeHash });
}

/** A payment notice that was not handled stays until somebody has seen to it. */
function pruneNotices(before: Date) {
  const { id, kind, state, createdAt } = wechatNotices;
  const served = and(lt(createdAt, before), or(eq(kind, "message"), eq(state, "done")));
  const old = db().select({ id }).from(wechatNotices).where(served).limit(BATCH);
  return db().delete(wechatNotices).where(inArray(id, old)).returning({ id });
}

function pruneDevices(before: Date) {
  const { id, userId, updatedAt } = devices;
  const tokens = db().select({ one: sql`1` }).from(deviceTokens).where(eq(deviceTokens.deviceId, id));
  const idle = and(isNull(userId), lt(updatedAt, before), notExists(tokens));
  const old = db().select({ id }).from(devices).where(idle).limit(BATCH);
  // Asked again in the statement that removes: a client may be bound at this moment.
  return db()
    .delete(devices)
    .where(and(inArray(id, old), isNull(userId)))
    .returning({ id });
}
