import { inArray, lt, or } from "drizzle-orm";
import { db } from "@/db/client";
import { apiKeys, userSessions } from "@/db/schema";
import type { Ctx } from "@/lib/platform/context";
import { requireJob } from "../rules";

const DAY_MS = 86_400_000;
const BATCH = 2_000;

/** A token lives for 30 days at most, so nothing can name a session that nobody has seen for longer. */
export const SESSION_KEPT_MS = 31 * DAY_MS;
/** So long a person can look up what became of a key. */
const KEY_KEPT_MS = 90 * DAY_MS;

/**
 * Forgets sessions that were last seen 31 days ago, and keys 90 days after their end. An ended session keeps its row
 * until no token that names it is valid any more: a missing row must never bring one back.
 */
export async function pruneSessions({ ctx }: { ctx: Ctx }): Promise<{ sessions: number; keys: number }> {
  requireJob(ctx.actor);
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  return {
    sessions: await inBatches(() => removeSessions(before(SESSION_KEPT_MS))),
    keys: await inBatches(() => removeKeys(before(KEY_KEPT_MS))),
  };
}

async function inBatches(remove: () => Promise<{ length: number }>): Promise<number> {
  let removed = 0;
  for (let batch = BATCH; batch === BATCH; removed += batch) batch = (await remove()).length;
  return removed;
}

function removeSessions(before: Date) {
  const { id, seenAt } = userSessions;
  const old = db().select({ id }).from(userSessions).where(lt(seenAt, before)).limit(BATCH);
  return db().delete(userSessions).where(inArray(id, old)).returning({ id });
}

function removeKeys(before: Date) {
  const { id, revokedAt, expiresAt } = apiKeys;
  const old = db()
    .select({ id })
    .from(apiKeys)
    .where(or(lt(revokedAt, before), lt(expiresAt, before)))
    .limit(BATCH);
  return db().delete(apiKeys).where(inArray(id, old)).returning({ id });
}
