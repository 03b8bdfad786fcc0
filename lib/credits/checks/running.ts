import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { newestFirst } from "@/db/keyset";
import { auditLog } from "@/db/schema";

/** Asking for a check and its result stand in the audit log, under these actions and about this subject. */
export const CHECK_ASKED = "credits.check-ledger";
export const CHECK_DONE = "credits.ledger-checked";
export const LEDGER = "ledger";

/** A check that has not answered for so long will not answer any more. */
const GIVEN_UP_MS = 20 * 60_000;

/** Whether somebody asked for a check that has not come out yet. */
export async function isCheckRunning(from: Executor, now: Date): Promise<boolean> {
  const [asked, done] = await Promise.all([findLast(from, CHECK_ASKED), findLast(from, CHECK_DONE)]);
  return asked !== null && (done === null || done < asked) && now.getTime() - asked.getTime() < GIVEN_UP_MS;
}

async function findLast(from: Executor, action: string): Promise<Date | null> {
  const [row] = await from
    .select({ createdAt: auditLog.createdAt })
    .from(auditLog)
    .where(eq(auditLog.action, action))
    .orderBy(...newestFirst(auditLog))
    .limit(1);
  return row?.createdAt ?? null;
}
